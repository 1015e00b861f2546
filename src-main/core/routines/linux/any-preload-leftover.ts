import type { StepBody } from '../../../../src-shared/contract/step.js';
import { type PreloadEntry, preloadFile } from '../../facts/preload.js';
import { withoutPreloads } from '../../facts/readers/preload-line.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

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
  source: 'ld.so(8): /etc/ld.so.preload, LD_PRELOAD; environment.d(5); systemd-system.conf(5): DefaultEnvironment',
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
      ? `${bad[0]?.file ?? ''} names a library that does not exist; every program complains about it.`
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
    const edits = [...new Set(chosen.map(({ file }) => file))].map((file): StepBody => ({
      kind: 'edit-file',
      scope: 'machine',
      title: `Take the entry out of ${file}`,
      path: { text: file },
      edits: editsOf(chosen.filter((entry) => entry.file === file)),
      // systemd reads its own settings only when it starts itself anew.
      ...(file.startsWith('/etc/systemd/') ? { refresh: [['systemctl', 'daemon-reexec']] } : {}),
    }));
    const aside = chosen
      // A library in a user's folder is not root's to touch: then the entry is gone all the same, and that is what counts.
      .filter((entry) => entry.movable && !entry.library.includes('$'))
      .map((entry): StepBody => ({
        kind: 'move-aside',
        onFailure: 'keep',
        scope: 'machine',
        item: entry.library,
        title: `Quarantine ${entry.library}`,
        path: { text: entry.library },
      }));
    return always([...edits, ...aside]);
  },
});

function isSuspicious(entry: PreloadEntry): boolean {
  return !entry.exists || (entry.packageName === null && !entry.protectedPath);
}

/** One edit a line: what else stands in it stays. */
function editsOf(chosen: readonly PreloadEntry[]): { line: number; old: string; new: string | null }[] {
  return [...new Set(chosen.map(({ line }) => line))].map((line) => {
    const here = chosen.filter((entry) => entry.line === line);
    const text = here[0]?.text ?? '';
    const libraries = here.map(({ library }) => library);
    return { line, old: text, new: withoutPreloads(text, libraries, here[0]?.file === preloadFile) };
  });
}
