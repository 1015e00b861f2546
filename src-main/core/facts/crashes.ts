import { posix } from 'node:path';
import type { ReadingOf, Unread } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { apportProgram, readCoredumps, type ProgramCrash } from './readers/coredumps.js';
import { orUnseen } from './read-text.js';
import type { Target } from '../ports.js';
import { defineFact } from './types.js';

/** Of the last seven days. `at` in milliseconds since 1970. `notRead`: places that could not be looked at. */
export type Crashes = {
  readonly system: readonly { readonly file: string; readonly at: number }[];
  readonly programs: readonly ProgramCrash[];
  readonly notRead: readonly string[];
};

const weekMs = 7 * 86_400_000;
const pstores = ['/sys/fs/pstore', '/var/lib/systemd/pstore'];

/**
 * Crashes of the kernel (what the firmware kept for it in pstore, kdump's folders) and of programs (systemd-coredump, apport).
 * Who is not root sees only his own programs' crashes.
 */
export const crashes = defineFact<Crashes>({
  id: 'crashes',
  title: 'Crashes of the last week',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal, elevated }): Promise<ReadingOf<Crashes>> {
    const since = Date.now() - weekMs;
    const argv = ['coredumpctl', 'list', '--json=short', '--no-pager', '--since=-7d'];
    const dumps = readCoredumps(await target.exec.run({ argv, timeoutMs: 18_000, signal }));
    const kept = await keptIn(target, '/var/crash');
    const stored = await Promise.all(pstores.map((folder) => keptIn(target, folder)));
    if (!dumps.known && kept === null && stored.every((list) => list === null)) return nothingKept(dumps);
    const reports = (kept ?? []).map((entry) => ({ ...entry, program: apportProgram(entry.name) }));
    const recent = <T extends { at: number }>(list: readonly T[]): T[] => list.filter(({ at }) => at >= since);
    // kdump: a folder named after the time; pstore: dmesg-BACKEND-NUMBER, or systemd's folders of them.
    const kdumps = reports.filter(({ file, program }) => program === null && /\/\d{12}$|\/[\d.]+-\d{4}-\d\d-\d\d-/.test(file));
    const system = recent([...kdumps, ...panics(stored.flatMap((list) => list ?? []))]).map(({ file, at }) => ({ file, at }));
    const programs = recent([
      ...(dumps.known ? dumps.value : []),
      ...reports.flatMap(({ program, at }) => (program === null ? [] : [{ program, signal: 0, at }])),
    ]);
    const notRead = [
      ...(dumps.known ? [] : [dumps.reason]),
      ...(elevated ? [] : ["Crashes of the kernel and of other people's programs: only an administrator sees all of them."]),
    ];
    return { known: true, value: { system, programs, notRead }, evidence: evidenceOf(system, programs, notRead) };
  },
});

type Kept = { readonly file: string; readonly name: string; readonly at: number };

/** null: not there, or not this user's to look into. */
async function keptIn(target: Target, folder: string): Promise<Kept[] | null> {
  const entries = await orUnseen(target.files.list({ text: folder }));
  if (entries === null) return null;
  const kept = await Promise.all(
    entries.map(async ({ text }): Promise<Kept[]> => {
      const name = posix.basename(text);
      const stat = await target.files.stat({ text: `${folder}/${name}` });
      return stat === null ? [] : [{ file: `${folder}/${name}`, name, at: stat.mtimeMs }];
    }),
  );
  return kept.flat();
}

/** One crash writes many parts: those of one minute are one crash. Other things than dmesg in a pstore are no crashes. */
function panics(kept: readonly Kept[]): Kept[] {
  const dumps = kept.filter(
    ({ file, name }) => name.startsWith('dmesg-') || (file.startsWith('/var/lib/systemd/pstore/') && /^\d+$/.test(name)),
  );
  return [...new Map(dumps.map((entry) => [Math.floor(entry.at / 60_000), entry])).values()];
}

function nothingKept(dumps: Unread): Unread {
  return dumps.code === 'missing-tool'
    ? unread('missing-tool', 'Nothing on this machine keeps crashes.', dumps.cure)
    : unread(dumps.code, dumps.reason, dumps.cure);
}

function evidenceOf(system: Crashes['system'], programs: readonly ProgramCrash[], notRead: readonly string[]) {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return [
    ...system.map(({ file, at }) => ({ source: file, line: day(at), meaning: 'the system crashed' })),
    ...programs.slice(-20).map(({ program, signal, at }) => ({
      source: program === '' ? 'coredumpctl' : program,
      line: day(at),
      meaning: signal === 0 ? 'crashed' : `crashed (signal ${signal})`,
    })),
    ...notRead.map((line) => ({ source: 'crashes', line, meaning: 'not looked at' })),
  ];
}
