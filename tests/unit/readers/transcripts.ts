import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Raw } from '../../../src-main/core/ports.js';
import { rawOf, type FakeAnswer } from '../../fakes/fake-exec.js';

const folder = fileURLToPath(new URL('../../fixtures/transcripts', import.meta.url));

type Entry = { readonly file: string; readonly command: string; readonly exit: string; readonly reading: string };

/** The lines of the index: what each sample is, and how it has to be read. */
export const index: readonly Entry[] = readFileSync(join(folder, 'INDEX.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([file = '', , command = '', exit = '', , reading = '']) => ({ file, command, exit, reading }));

/** A sample as its command gave it. What stands in the file came from stdout, stderr or both; `on` says how it is given here. */
export function transcript(name: string, on: 'stdout' | 'stderr' = 'stdout', more: FakeAnswer = {}): Raw {
  const entry = index.find(({ file }) => file === `linux/${name}`);
  if (!entry) throw new Error(`${name} is not in the index`);
  const code = entry.exit === '?' ? {} : { code: Number(entry.exit) };
  return rawOf({ argv: entry.command.split(' '), ...code, [on]: readFileSync(join(folder, entry.file)), ...more });
}
