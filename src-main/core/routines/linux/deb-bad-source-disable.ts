import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { BadSource } from '../../facts/apt-sources.js';
import { wordsToLatin1 } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { commentOut, renameOff } from '../switch-off.js';
import { always } from '../steps.js';

export const debBadSourceDisable = defineRoutine({
  id: 'deb-bad-source-disable',
  os: ['linux'],
  title: 'Switch off a package source that cannot be read',
  explains:
    'One entry in the list of package sources is written wrongly, and apt refuses to work because of it. The entry is switched off, not deleted. Programs from that source get no updates until it is corrected.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'sources.list(5); transcript apt-get-update-malformed-source',
  params: {},
  reads: ['apt-sources'],
  diagnose(facts) {
    const sources = facts['apt-sources'];
    if (!sources.known) return unknown(sources);
    const { bad } = sources.value;
    if (bad.length === 0)
      return healthy('All package sources can be read.', [
        { source: '/etc/apt', line: `${sources.value.files.length} source files`, meaning: 'every entry is well-formed' },
      ]);
    const items = bad.map((entry) => ({
      id: itemId(entry),
      title: `${entry.file}, line ${entry.line}: ${entry.why}`,
      outcome: 'needed' as const,
      evidence: [{ source: `${entry.file}:${entry.line}`, line: entry.text, meaning: entry.why }],
    }));
    return needed(
      'critical',
      `apt cannot work: ${bad[0]?.file ?? ''} line ${bad[0]?.line ?? 0}: ${bad[0]?.why ?? ''}.`,
      sources.evidence,
      items,
    );
  },
  plan({ facts, items }) {
    const sources = facts['apt-sources'];
    if (!sources.known) return [];
    const chosen = sources.value.bad.filter((entry) => items.includes(itemId(entry)));
    const files = [...new Set(chosen.map((entry) => entry.file))];
    return always(
      files.map((file) =>
        switchOff(
          file,
          chosen.filter((entry) => entry.file === file),
        ),
      ),
    );
  },
});

function itemId(entry: BadSource): string {
  return `${entry.file.split('/').at(-1) ?? entry.file}:${entry.line}`;
}

/** A file of its own is renamed, so that apt passes over it; lines of the main file are made comments. */
function switchOff(file: string, entries: readonly BadSource[]): StepBody {
  if (file !== '/etc/apt/sources.list') return renameOff(file, `Switch off ${file}`);
  return commentOut(
    file,
    entries.map(({ line, text }) => ({ line, text: wordsToLatin1(text) })),
  );
}
