import type { DuplicateSource } from '../../facts/apt-duplicates.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

export const debDuplicateSource = defineRoutine({
  id: 'deb-duplicate-source',
  os: ['linux'],
  title: 'Switch off a package source that is named twice',
  explains:
    'The same package source stands in two places. The package manager complains at every update, and whoever changes one of the places wonders why nothing happens. The later entry is switched off; the first one stays as it is.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['deb-bad-source-disable', 'deb-apt-config-disable'],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'sources.list(5): Enabled; apt-get update: "Target ... is configured multiple times", seen with apt 2.6 on Debian 12',
  params: {},
  reads: ['apt-duplicates'],
  diagnose(facts) {
    const sources = facts['apt-duplicates'];
    if (!sources.known) return unknown(sources);
    const { duplicates, entries } = sources.value;
    if (duplicates.length === 0)
      return healthy('No package source is named twice.', [
        { source: '/etc/apt', line: `${entries} entries`, meaning: 'each asks for something of its own' },
      ]);
    const items = duplicates.map((entry, index) => ({
      id: itemId(entry),
      title: `${entry.file}, line ${entry.line} repeats ${entry.first}`,
      outcome: 'needed' as const,
      evidence: sources.evidence.slice(index, index + 1),
    }));
    return needed('warning', `Named twice: ${items.map((item) => item.title).join('; ')}.`, sources.evidence, items);
  },
  plan({ facts, items }) {
    const sources = facts['apt-duplicates'];
    if (!sources.known) return [];
    const chosen = sources.value.duplicates.filter((entry) => items.includes(itemId(entry)));
    const steps = [...new Set(chosen.map(({ file }) => file))].map((file) => ({
      kind: 'edit-file' as const,
      scope: 'machine' as const,
      title: `Switch off the second entry in ${file}`,
      path: { text: file },
      edits: chosen.filter((entry) => entry.file === file).map(switchOff),
    }));
    return always(steps);
  },
});

/** A line is made a comment; a stanza gets the field that switches it off, since a stanza with comments in it is still one. */
function switchOff(entry: DuplicateSource): { line: number; old: string; new: string } {
  const added = entry.deb822 ? `Enabled: no\n${entry.text}` : `# disabled by RescuePC: ${entry.text}`;
  return { line: entry.line, old: entry.text, new: added };
}

function itemId(entry: DuplicateSource): string {
  return `${entry.file.split('/').at(-1) ?? entry.file}:${entry.line}`;
}
