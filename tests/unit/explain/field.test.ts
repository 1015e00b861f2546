import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explainText } from './rows.js';

type Sample = {
  readonly name: string;
  readonly command: string;
  readonly code: number | null;
  readonly outcome: string;
  readonly text: string;
};

/** Real outputs from public threads. A record's head has four bars; lines of an output that begin with === have none. */
const samples: readonly Sample[] = readFileSync(new URL('../../fixtures/field/samples.txt', import.meta.url), 'utf8')
  .split(/^(?==== \S+ \| .* \| .* \| \S+ \| \S+$)/m)
  .slice(1)
  .map((record) => {
    const [head = '', ...lines] = record.split('\n');
    const [name = '', command = '', code = '', outcome = ''] = head.replace('=== ', '').split(' | ');
    return { name, command, code: code === '?' ? null : Number(code), outcome, text: lines.join('\n') };
  });

test('all records are read', () => {
  expect(samples.length).toBeGreaterThan(40);
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
});

test.each(samples)('$name is $outcome', ({ command, code, outcome, text }) => {
  const said = explainText(command, text, code);
  expect(`${said.outcome}; ${said.advice}`).toMatch(new RegExp(`^${outcome};`));
  if (outcome !== 'unknown') expect(said.evidence.length).toBeGreaterThan(0);
});
