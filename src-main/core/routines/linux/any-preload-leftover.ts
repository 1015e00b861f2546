import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { PreloadEntry } from '../../facts/preload.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';

const file = '/etc/ld.so.preload';

export const anyPreloadLeftover = defineRoutine({
  id: 'any-preload-leftover',
  os: ['linux'],
  title: 'Remove a library that is forced into every program',
  explains:
    'A library that no package brought is loaded into every program on this machine: a way in which malware hides. The entry is taken out and the library goes to quarantine, where it cannot run and is kept as evidence.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['slow', 'pop-ups'],
  target: 'any',
  confirmed: 'lab',
  source: 'ld.so(8): /etc/ld.so.preload',
  params: {},
  undoWarning: 'This puts the infection back.',
  reads: ['preload'],
  diagnose(facts) {
    const preload = facts.preload;
    if (!preload.known) return unknown(preload);
    const bad = preload.value.filter(isSuspicious);
    if (bad.length === 0) return healthy('No suspicious library is forced into programs.', preload.evidence);
    const items = bad.map((entry) => ({
      id: entry.library,
      title: entry.library,
      outcome: 'needed' as const,
      evidence: preload.evidence.filter((line) => line.line === entry.library),
    }));
    const dead = bad.every((entry) => !entry.exists);
    const summary = dead
      ? `${file} names a library that does not exist; every program complains about it.`
      : `A library that no package brought is loaded into every program: ${bad.map((entry) => entry.library).join(', ')}.`;
    return needed(
      dead ? 'warning' : 'critical',
      summary,
      items.flatMap((item) => item.evidence),
      items,
    );
  },
  plan({ facts, items }) {
    const preload = facts.preload;
    if (!preload.known) return [];
    const chosen = preload.value.filter((entry) => isSuspicious(entry) && items.includes(entry.library));
    const edits = [...new Set(chosen.map((entry) => entry.line))].map((line) => editOf(line, preload.value, chosen));
    const edit: StepBody = { kind: 'edit-file', scope: 'machine', title: `Take the entry out of ${file}`, path: { text: file }, edits };
    const aside = chosen
      .filter((entry) => entry.exists && entry.library.startsWith('/'))
      .map((entry): StepBody => ({
        kind: 'move-aside',
        // A library in a user's folder is not root's to touch: then the entry is gone all the same, and that is what counts.
        onFailure: 'keep',
        scope: 'machine',
        item: entry.library,
        title: `Quarantine ${entry.library}`,
        path: { text: entry.library },
      }));
    return [{ onlyIf: 'always', steps: [edit, ...aside] }];
  },
});

function isSuspicious(entry: PreloadEntry): boolean {
  return !entry.exists || (entry.packageName === null && !entry.protectedPath);
}

/** The line without the chosen libraries; gone if nothing else stands in it. */
function editOf(
  line: number,
  all: readonly PreloadEntry[],
  chosen: readonly PreloadEntry[],
): { line: number; old: string; new: string | null } {
  const here = all.filter((entry) => entry.line === line);
  const kept = here.filter((entry) => !chosen.includes(entry)).map((entry) => entry.library);
  return { line, old: here[0]?.text ?? '', new: kept.length === 0 ? null : kept.join(' ') };
}
