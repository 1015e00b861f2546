import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { packageOwner } from './package-owner.js';
import { stdoutText } from './raw.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';

export type SuspectUnit = {
  readonly unit: string;
  readonly file: string;
  readonly line: string;
  readonly suspicion: Suspicion;
  /** Links that start it: `X.wants/UNIT`, `X.requires/UNIT`, and other names of it. */
  readonly links: readonly string[];
  readonly running: boolean;
};

const folder = '/etc/systemd/system';

/** Services in /etc that no package brought, and what speaks against some of them. */
export const ownUnits = defineFact<{ readonly units: number; readonly suspects: readonly SuspectUnit[] }>({
  id: 'own-units',
  title: 'Services that no package brought',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target, signal }): Promise<ReadingOf<{ units: number; suspects: SuspectUnit[] }>> {
    const entries = (await target.files.list({ text: folder }).catch(() => [])).map((entry) => entry.text);
    const links = await linksTo(target, entries);
    const suspects: SuspectUnit[] = [];
    let units = 0;
    for (const file of entries.filter((name) => name.endsWith('.service'))) {
      if ((await target.files.stat({ text: file }))?.kind !== 'file') continue;
      units += 1;
      const found = await worstLine(target, file);
      if (found === null || (await packageOwner(target, file, signal)) !== null) continue;
      const unit = posix.basename(file);
      const state = target.running ? await target.exec.run({ argv: ['systemctl', 'is-active', unit], timeoutMs: 8_000, signal }) : null;
      const running = state !== null && /^(active|activating|reloading)$/.test(stdoutText(state).trim());
      suspects.push({ unit, file, ...found, links: links.filter((link) => link.unit === unit).map(({ path }) => path), running });
    }
    const evidence = suspects.map(({ file, line, suspicion }) => ({ source: file, line, meaning: suspicion.why }));
    return { known: true, value: { units, suspects }, evidence };
  },
});

/** The first Exec line that something speaks against. A leading `-` says that failure, also absence, is meant to be fine. */
async function worstLine(target: Target, file: string): Promise<{ line: string; suspicion: Suspicion } | null> {
  const text = new TextDecoder().decode(await target.files.read({ text: file }, 1_000_000));
  const conditional = /^\s*(Condition|Assert)PathExists/m.test(text);
  for (const line of text.split('\n')) {
    const [, prefix = '', command] = /^\s*Exec(?:Start|StartPre|StartPost)\s*=\s*([-@:+!|]*)(\S.*)$/.exec(line) ?? [];
    const suspicion = command === undefined ? null : await suspicionOf(target, command);
    if (suspicion === null || (suspicion.kind === 'gone' && (conditional || prefix.includes('-')))) continue;
    return { line: line.trim(), suspicion };
  }
  return null;
}

/** Links in the folder and in its `.wants` and `.requires` folders, with the unit each names. */
async function linksTo(target: Target, entries: readonly string[]): Promise<{ unit: string; path: string }[]> {
  const paths = [...entries];
  for (const entry of entries.filter((name) => /\.(wants|requires)$/.test(name)))
    paths.push(...(await target.files.list({ text: entry }).catch(() => [])).map((one) => one.text));
  const links: { unit: string; path: string }[] = [];
  for (const path of paths) {
    if ((await target.files.stat({ text: path }))?.kind !== 'link') continue;
    links.push({ unit: posix.basename(await target.files.readLink({ text: path })), path });
  }
  return links;
}
