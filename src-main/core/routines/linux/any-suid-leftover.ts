import type { SetuidFile } from '../../facts/setuid-files.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always } from '../steps.js';

export const anySuidLeftover = defineRoutine({
  id: 'any-suid-leftover',
  os: ['linux'],
  title: "Take root's rights away from hidden programs",
  explains:
    "A program in a folder for temporary files, or a copy of a command shell, runs with root's rights whoever starts it: a back door. The right is taken away; the file itself stays as evidence.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-cron-leftover', 'any-unit-leftover', 'any-profile-leftover'],
  touches: ['files'],
  symptoms: ['slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'chmod(2) S_ISUID, hier(7)',
  params: {},
  undoWarning: 'This opens the back door again.',
  reads: ['setuid-files'],
  diagnose(facts) {
    const files = facts['setuid-files'];
    if (!files.known) return unknown(files);
    const bad = files.value.filter((file) => reasonAgainst(file) !== null);
    if (bad.length === 0)
      return healthy("No hidden program runs with root's rights.", [
        {
          source: 'find -perm -4000',
          line: `${files.value.length} outside of the system's folders`,
          meaning: 'none is where none belongs, none is a copy of a shell',
        },
      ]);
    const items = bad.map((file) => {
      const why = reasonAgainst(file) ?? '';
      const evidence = { source: file.path, line: `mode ${file.mode.toString(8)} owner ${file.uid}`, meaning: why };
      return file.changeable
        ? neededItem(file.path, `${file.path}: ${why}`, evidence)
        : untouchedItem(
            file.path,
            `${file.path}: ${why}; its folder belongs to somebody else, so look first, then 'chmod u-s' it`,
            evidence,
          );
    });
    return needed('critical', `Back doors: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const files = facts['setuid-files'];
    if (!files.known) return [];
    const steps = files.value
      .filter(({ path }) => items.includes(path))
      .map(({ path, mode }) => ({
        kind: 'set-mode' as const,
        scope: 'machine' as const,
        item: path,
        title: `Take root's rights from ${path}`,
        path: { text: path },
        mode: mode & 0o1777,
      }));
    return always(steps);
  },
});

/** In /usr/local and in homes people put tools of their own: there only a copy of a shell speaks for itself. */
function reasonAgainst({ path, copyOf, packageName }: SetuidFile): string | null {
  if (packageName !== null) return null;
  if (copyOf !== null) return `a copy of ${copyOf} with root's rights`;
  if (path.startsWith('/var/') && path.split('/').some((part) => part.startsWith('.'))) return "root's rights in a hidden place";
  return /^\/(tmp|var\/tmp|dev\/shm)\//.test(path) ? "root's rights in a folder for temporary files" : null;
}
