import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { perLine } from '../foreign-lines.js';
import type { Target } from '../ports.js';
import { packageOwner } from './package-owner.js';
import { entriesIn, fileText } from './read-text.js';
import { existsFollowing } from './suspect.js';
import { defineFact } from './types.js';
import { localUnitFolders } from './unit-folders.js';

export type DropIn = {
  readonly unit: string;
  readonly file: string;
  /** Programs that its Exec lines name and that are not there. */
  readonly missingPrograms: readonly string[];
  readonly ownedByPackage: boolean;
};

/** Drop-ins of system units, with programs they name that do not exist. */
export const unitDropIns = defineFact<DropIn[]>({
  id: 'unit-dropins',
  title: 'Changed services',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target, signal }): Promise<ReadingOf<DropIn[]>> {
    const lists = await Promise.all(localUnitFolders.map((folder) => entriesIn(target, folder)));
    const folders = lists.flat().filter((entry) => entry.text.endsWith('.d'));
    const dropIns: DropIn[] = [];
    for (const entry of folders) {
      const files = (await entriesIn(target, entry)).filter((file) => file.text.endsWith('.conf'));
      for (const file of files) dropIns.push(await look(target, entry.text, file.text, signal));
    }
    const evidence = dropIns.flatMap((dropIn) =>
      dropIn.missingPrograms.map((program) => ({ source: dropIn.file, line: program, meaning: 'this program does not exist' })),
    );
    return { known: true, value: dropIns, evidence };
  },
});

async function look(target: Target, folderOfUnit: string, file: string, signal: AbortSignal): Promise<DropIn> {
  const text = await fileText(target, file, 1_000_000);
  const programs = perLine(text, (line) => /^\s*Exec[A-Za-z]*\s*=\s*[-@:+!|]*(\/\S+)/.exec(line)?.[1] ?? []);
  const missing: string[] = [];
  for (const program of programs) if (!(await existsFollowing(target, program))) missing.push(program);
  return {
    unit: posix.basename(folderOfUnit).replace(/\.d$/, ''),
    file,
    missingPrograms: missing,
    ownedByPackage: (await packageOwner(target, file, signal)) !== null,
  };
}
