import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { packageOwner } from './package-owner.js';
import { stdoutText } from './raw.js';
import { entriesIn, fileText } from './read-text.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';
import { localUnitFolders } from './unit-folders.js';

/** A file of a unit, links that start it (`X.wants/UNIT`, other names of it), and whether it runs. */
export type UnitFile = { readonly unit: string; readonly file: string; readonly links: readonly string[]; readonly running: boolean };

export type SuspectUnit = UnitFile & {
  readonly line: string;
  readonly suspicion: Suspicion;
  /** Timers, sockets and path units of nobody's package that start it again and again. */
  readonly starters: readonly UnitFile[];
};

/** Services that no package brought, wherever an administrator (or malware) puts units, and what speaks against some of them. */
export const ownUnits = defineFact<{ readonly units: number; readonly suspects: readonly SuspectUnit[] }>({
  id: 'own-units',
  title: 'Services that no package brought',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target, signal }): Promise<ReadingOf<{ units: number; suspects: SuspectUnit[] }>> {
    const entries: string[] = [];
    for (const folder of localUnitFolders) entries.push(...(await entriesIn(target, folder)).map(({ text }) => text));
    const links = await linksTo(target, entries);
    const unitFile = async (file: string): Promise<UnitFile> => {
      const unit = posix.basename(file);
      const state = target.running ? await target.exec.run({ argv: ['systemctl', 'is-active', unit], timeoutMs: 8_000, signal }) : null;
      const running = state !== null && /^(active|activating|reloading)$/.test(stdoutText(state).trim());
      return { unit, file, links: links.filter((link) => link.unit === unit).map(({ path }) => path), running };
    };
    const suspects: SuspectUnit[] = [];
    let units = 0;
    for (const file of entries.filter((name) => name.endsWith('.service'))) {
      if ((await target.files.stat({ text: file }))?.kind !== 'file') continue;
      units += 1;
      const found = await worstLine(target, file);
      if (found === null || (await packageOwner(target, file, signal)) !== null) continue;
      const unit = await unitFile(file);
      // A unit without its program that nothing starts does no harm: its program may come yet.
      if (found.suspicion.kind === 'gone' && unit.links.length === 0) continue;
      const starters = found.suspicion.kind === 'gone' ? [] : await startersOf(target, unit.unit, entries);
      suspects.push({ ...unit, ...found, starters: await Promise.all(starters.map(unitFile)) });
    }
    const evidence = suspects.map(({ file, line, suspicion }) => ({ source: file, line, meaning: suspicion.why }));
    return { known: true, value: { units, suspects }, evidence };
  },
});

const largestUnit = 1_000_000;

/** The first Exec line that something speaks against. A leading `-` says that failure, also absence, is meant to be fine. */
async function worstLine(target: Target, file: string): Promise<{ line: string; suspicion: Suspicion } | null> {
  const text = await fileText(target, file, largestUnit);
  const conditional = /^[ \t]*(Condition|Assert)PathExists/m.test(text);
  for (const line of text.split('\n')) {
    const [, prefix = '', command] = /^\s*Exec(?:Start|StartPre|StartPost)\s*=\s*([-@:+!|]*)(\S.*)/.exec(line) ?? [];
    const suspicion = command === undefined ? null : await suspicionOf(target, command);
    if (suspicion === null || (suspicion.kind === 'gone' && (conditional || prefix.includes('-')))) continue;
    return { line: line.trim(), suspicion };
  }
  return null;
}

/** Timers, sockets and path units that start a service: by its name, or by their `Unit=` or `Service=`. Source: systemd.timer(5). */
async function startersOf(target: Target, unit: string, entries: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of entries.filter((name) => /\.(timer|socket|path)$/.test(name))) {
    if ((await target.files.stat({ text: file }))?.kind !== 'file') continue;
    const named = /^[ \t]*(?:Unit|Service)\s*=\s*(\S+)/m.exec(await fileText(target, file, largestUnit))?.[1];
    if ((named ?? posix.basename(file).replace(/\.\w+$/, '.service')) === unit) found.push(file);
  }
  return found;
}

/** Links in the folders and in their `.wants` and `.requires` folders, with the unit each names. */
async function linksTo(target: Target, entries: readonly string[]): Promise<{ unit: string; path: string }[]> {
  const paths = [...entries];
  for (const entry of entries.filter((name) => /\.(wants|requires)$/.test(name)))
    paths.push(...(await entriesIn(target, entry)).map((one) => one.text));
  const links: { unit: string; path: string }[] = [];
  for (const path of paths) {
    if ((await target.files.stat({ text: path }))?.kind !== 'link') continue;
    links.push({ unit: posix.basename(await target.files.readLink({ text: path })), path });
  }
  return links;
}
