import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { Locales, LocaleSetting } from '../../facts/locales.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem } from '../item.js';
import { always } from '../steps.js';

export const anyLocaleMissing = defineRoutine({
  id: 'any-locale-missing',
  os: ['linux'],
  title: 'Make the language that is set available',
  explains:
    'The system is told to use a language that it does not have: programs complain, show wrong letters, or do not start. The language is made available; where that is not possible, the neutral one, which is always there, is set.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['slow', 'no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'locale(1), locale.conf(5), locale-gen(8) of Debian',
  params: {},
  reads: ['locales'],
  diagnose(facts) {
    const { locales } = facts;
    if (!locales.known) return unknown(locales);
    const { missing } = locales.value;
    if (missing.length === 0) return healthy('The language that is set is there.', locales.evidence);
    const items = missing.map((one) =>
      neededItem(itemId(one), `${one.key}=${one.value} in ${one.file}`, {
        source: `${one.file}:${one.line}`,
        line: one.text,
        meaning: 'the system does not have this locale',
      }),
    );
    return needed(
      'warning',
      `The system has no locale ${[...new Set(missing.map(({ value }) => value))].join(', ')}.`,
      evidenceOf(items),
      items,
    );
  },
  plan({ facts, items }) {
    const { locales } = facts;
    if (!locales.known) return [];
    const chosen = locales.value.missing.filter((one) => items.includes(itemId(one)));
    return always([...generate(locales.value, chosen), ...neutral(locales.value, chosen)]);
  },
});

/** What locale.gen offers is switched on there, and made. */
function generate({ offered }: Locales, chosen: readonly LocaleSetting[]): StepBody[] {
  const wanted = offered.filter((offer) => chosen.some(({ value }) => value === offer.value));
  const lines = [...new Map(wanted.map((offer) => [offer.line, offer])).values()];
  if (lines.length === 0) return [];
  const edits = lines.map(({ line, text }) => ({ line, old: text, new: text.replace(/^#\s*/, '') }));
  const title = `Make ${[...new Set(wanted.map(({ value }) => value))].join(', ')}`;
  return [{ kind: 'edit-file', scope: 'machine', title, path: { text: '/etc/locale.gen' }, edits, refresh: [['locale-gen']] }];
}

function neutral({ offered }: Locales, chosen: readonly LocaleSetting[]): StepBody[] {
  const rest = chosen.filter(({ value }) => !offered.some((offer) => offer.value === value));
  return [...new Set(rest.map(({ file }) => file))].map((file) => ({
    kind: 'edit-file',
    scope: 'machine',
    title: `Set the neutral language in ${file}`,
    path: { text: file },
    edits: rest.filter((one) => one.file === file).map(({ line, text, key }) => ({ line, old: text, new: `${key}=C.UTF-8` })),
  }));
}

function itemId({ file, key }: LocaleSetting): string {
  return `${file}:${key}`;
}
