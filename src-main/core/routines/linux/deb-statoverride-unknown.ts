import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

const file = '/var/lib/dpkg/statoverride';

export const debStatoverrideUnknown = defineRoutine({
  id: 'deb-statoverride-unknown',
  os: ['linux'],
  title: 'Take out a rule of ownership for a user that is gone',
  explains:
    'The package manager keeps rules of who owns which file, and one of them names a user or group that was removed. Because of it every installation stops with an error. That one rule is taken out.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'dpkg-statoverride(1); "unknown system user ... in statoverride file", seen with dpkg 1.21 on Debian 12',
  params: {},
  reads: ['stat-overrides'],
  diagnose(facts) {
    const overrides = facts['stat-overrides'];
    if (!overrides.known) return unknown(overrides);
    const bad = overrides.value.filter((entry) => entry.unknown !== null);
    if (bad.length === 0)
      return healthy("dpkg's rules of ownership name only users and groups that exist.", [
        { source: file, line: `${overrides.value.length} rules`, meaning: 'all their users and groups exist' },
      ]);
    const items = bad.map((entry) => ({
      id: entry.path,
      title: `${entry.path}: there is no ${entry.unknown ?? ''}`,
      outcome: 'needed' as const,
      evidence: overrides.evidence.filter(({ source }) => source === `${file}:${entry.line}`),
    }));
    return needed('critical', `Nothing can be installed: ${items.map((item) => item.title).join('; ')}.`, overrides.evidence, items);
  },
  plan({ facts, items }) {
    const overrides = facts['stat-overrides'];
    if (!overrides.known) return [];
    const edits = overrides.value
      .filter((entry) => entry.unknown !== null && items.includes(entry.path))
      .map((entry) => ({ line: entry.line, old: entry.text, new: null }));
    // The file is a program's own and knows no comments: the line goes, and the run keeps it.
    const step = { kind: 'edit-file', scope: 'machine', title: 'Take the rule out', path: { text: file }, edits } as const;
    return edits.length === 0 ? [] : always([step]);
  },
});
