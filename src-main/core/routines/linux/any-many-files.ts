import type { FileSystem } from '../../facts/file-systems.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always, command } from '../steps.js';

/** A folder with as many files is slow to look into, and takes a good part of a small disk's entries. */
const manyFiles = 100_000;
/** Where 90 % of a disk's entries are used, fewer count. */
const scarceFiles = 1_000;
const scarcePercent = 90;

/**
 * Nothing irreplaceable: files named sess_* in the folders of PHP sessions, untouched for a day, which PHP itself deletes sooner (gc_maxlifetime: 24 minutes).
 */
export const anyManyFiles = defineRoutine({
  id: 'any-many-files',
  os: ['linux'],
  title: 'Delete old sessions of web pages that use up the entries for files',
  explains:
    "A folder holds very many small files. A disk has a fixed number of entries for files: when they are used up it is 'full' although there is room. Sessions of web pages older than a day are deleted (people log in there again); other folders are only told, since nobody but their owner knows what may go.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full', 'slow'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'PHP manual: session.save_path, session.gc_maxlifetime; Debian php sessionclean; find(1): -delete',
  params: {},
  reads: ['crowded-folders', 'file-systems'],
  diagnose(facts) {
    const folders = facts['crowded-folders'];
    if (!folders.known) return unknown(folders);
    const disks = facts['file-systems'];
    if (!disks.known) return unknown(disks);
    const crowded = folders.value.filter(({ folder, files }) => files >= (isScarce(disks.value, folder) ? scarceFiles : manyFiles));
    if (crowded.length === 0)
      return healthy('No known folder holds very many files.', [
        {
          source: 'count',
          line: `${folders.value.length} folders`,
          meaning: `none with ${manyFiles} files, or with ${scarceFiles} on a disk without entries left`,
        },
        ...folders.evidence,
      ]);
    const items = crowded.map(({ folder, files, what, sessions }) => {
      const evidence = { source: folder, line: `${files} files`, meaning: what };
      const title = `${folder}: ${files} files (${what})`;
      return sessions ? neededItem(folder, title, evidence) : untouchedItem(folder, `${title}; find the program that makes them`, evidence);
    });
    return needed('warning', `Very many files: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const folders = facts['crowded-folders'];
    if (!folders.known) return [];
    const steps = folders.value
      .filter(({ folder, sessions }) => sessions && items.includes(folder))
      .map(({ folder }) =>
        command({
          item: folder,
          title: `Delete sessions older than a day in ${folder}`,
          // -delete goes by the open folder: a link in a path cannot lead it elsewhere.
          argv: ['find', folder, '-xdev', '-mindepth', '1', '-maxdepth', '1', '-type', 'f', '-name', 'sess_*', '-mmin', '+1440', '-delete'],
          undo: { kind: 'none', why: 'Sessions are not kept: people log in to those web pages again.' },
          replay: 'idempotent',
          interruptible: true,
          timeoutMs: 600_000,
          onFailure: 'keep',
        }),
      );
    return always(steps);
  },
});

/** Whether the entries of the disk that the folder lies on are nearly used up. */
function isScarce(disks: readonly FileSystem[], folder: string): boolean {
  const above = disks.filter(({ mount }) => folder === mount || mount === '/' || folder.startsWith(`${mount}/`));
  const [own] = above.toSorted((a, b) => b.mount.length - a.mount.length);
  return (own?.inodesUsedPercent ?? 0) >= scarcePercent;
}
