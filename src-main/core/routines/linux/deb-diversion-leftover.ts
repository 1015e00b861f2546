import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { Diversion } from '../../facts/diversions.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always, command } from '../steps.js';

export const debDiversionLeftover = defineRoutine({
  id: 'deb-diversion-leftover',
  os: ['linux'],
  title: 'Put files back that a removed package hid',
  explains:
    'A package had files of other packages put under other names, to bring its own in their place, and was removed without undoing that: programs or libraries are missing although their packages are installed. The files get their names back. If you hid one on purpose, under the name of a package that does not exist, leave it.',
  scope: 'machine',
  // A person may have hidden a file so; dpkg cannot tell.
  risk: 'medium',
  needsRestart: false,
  after: ['deb-status-restore', 'deb-dpkg-interrupted', 'deb-broken-deps'],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'dpkg-divert(1): --rename, --remove; deb-postrm(5)',
  params: {},
  reads: ['diversions'],
  diagnose(facts) {
    const { diversions } = facts;
    if (!diversions.known) return unknown(diversions);
    const left = diversions.value.filter(({ leftover }) => leftover);
    if (left.length === 0) return healthy('No package that is gone hides a file.', diversions.evidence);
    const items = left.map(({ path, to, by }) =>
      neededItem(path, `${path}, hidden by ${by}`, {
        source: '/var/lib/dpkg/diversions',
        line: `${path} to ${to} by ${by}`,
        meaning: 'its package is not installed, and nothing stands in its place',
      }),
    );
    return needed('warning', `Files are missing: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const { diversions } = facts;
    const chosen = diversions.known ? diversions.value.filter(({ path, leftover }) => leftover && items.includes(path)) : [];
    return always(chosen.map(putBack));
  },
});

function putBack({ path, to, by }: Diversion): StepBody {
  const changed = ['/var/lib/dpkg/diversions', '/var/lib/dpkg/diversions-old', path, to];
  return command({
    item: path,
    title: `Put ${path} back`,
    argv: ['dpkg-divert', '--package', by, '--divert', to, '--rename', '--remove', path],
    captures: changed.map((text) => ({ kind: 'file', path: { text } })),
    undo: { kind: 'captures' },
    replay: 'idempotent',
    interruptible: false,
    timeoutMs: 60_000,
  });
}
