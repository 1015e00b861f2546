import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { aptReadOnly } from './apt-check.js';
import { aptFolder, latin1File } from './apt-files.js';
import { stderrText, stdoutText, unread } from './raw.js';
import { entriesIn } from './read-text.js';
import { dpkgConfigFault, hooksIn, isWholeSetting, readAptConfig, unknownRelease, type ConfFault } from './readers/apt-conf.js';
import { readShellLine } from './readers/shell-line.js';
import { existsFollowing } from './suspect.js';
import { defineFact } from './types.js';

/** The first setting of apt or dpkg because of which it refuses to work; null if there is none. */
export const aptConfig = defineFact<ConfFault | null>({
  id: 'apt-config',
  title: "apt's settings",
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target, signal }) {
    if ((await target.files.stat({ text: '/etc/apt' })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const dump = await target.exec.run({ argv: ['apt-config', 'dump'], timeoutMs: 15_000, signal });
    const read = readAptConfig(dump);
    if (!read.known || read.value !== null) return read;
    const words = stdoutText(dump);
    const fault = (await goneHook(target, words)) ?? (await goneRelease(target, words, signal)) ?? (await dpkgFault(target, signal));
    return fault ?? read;
  },
});

type Found = ReadingOf<ConfFault | null>;

async function aptFiles(target: Target): Promise<string[]> {
  return [...(await aptFolder(target, '/etc/apt/apt.conf.d', ['', 'conf'])), '/etc/apt/apt.conf'];
}

/** A command that is run with every installation and whose program is gone: without a test, apt ends there. */
async function goneHook(target: Target, dump: string): Promise<Found | null> {
  for (const command of hooksIn(dump)) {
    const { programs, tested } = readShellLine(command);
    if (tested.length > 0 || command.includes('||')) continue;
    for (const program of programs) {
      if (await existsFollowing(target, program)) continue;
      const found = await lineWith(target, await aptFiles(target), (line) => line.includes(program));
      if (found !== null) return fault(found, `it runs ${program} with every installation, and that program is gone`);
    }
  }
  return null;
}

/** Only where lists of packages are there: without any, no release is known. */
async function goneRelease(target: Target, dump: string, signal: AbortSignal): Promise<Found | null> {
  if (!/^APT::Default-Release "[^"]+";$/m.test(dump)) return null;
  const lists = await entriesIn(target, '/var/lib/apt/lists');
  if (!lists.some(({ text }) => text.endsWith('Release'))) return null;
  const raw = await target.exec.run({ argv: ['apt-get', ...aptReadOnly, '-s', 'install'], timeoutMs: 20_000, signal });
  const release = unknownRelease(stderrText(raw));
  if (raw.code === 0 || release === null) return null;
  const found = await lineWith(target, await aptFiles(target), (line) => /Default-Release/i.test(line) && line.includes(release));
  return found === null ? null : fault(found, `it asks for the release '${release}', which no source offers`);
}

/** dpkg reads its settings before it does anything, also before it says its architecture. */
async function dpkgFault(target: Target, signal: AbortSignal): Promise<Found | null> {
  const raw = await target.exec.run({ argv: ['dpkg', '--print-architecture'], timeoutMs: 10_000, signal });
  const said = raw.code === 0 || raw.missing ? null : dpkgConfigFault(stderrText(raw));
  if (said === null) return null;
  const files = ['/etc/dpkg/dpkg.cfg', ...(await aptFolder(target, '/etc/dpkg/dpkg.cfg.d', ['']))];
  const names = said.file === null ? files : [said.file];
  const found = await lineWith(target, names, (line, number) =>
    said.file === null ? new RegExp(`^\\s*(?:-*)(?:no-)?(?:force-|refuse-)?${said.word}\\b`).test(line) : number === said.line,
  );
  // Every line of dpkg's settings is whole in itself.
  return found === null ? null : fault({ ...found, whole: true }, said.why);
}

type Line = { readonly file: string; readonly line: number; readonly text: string; readonly whole: boolean };

async function lineWith(target: Target, files: readonly string[], is: (line: string, number: number) => boolean): Promise<Line | null> {
  for (const file of files) {
    const lines = ((await latin1File(target, file)) ?? '').split('\n');
    const index = lines.findIndex((line, at) => !/^\s*(\/\/|#)/.test(line) && is(line, at + 1));
    const text = lines[index];
    if (text !== undefined) return { file, line: index + 1, text, whole: isWholeSetting(text) };
  }
  return null;
}

function fault({ file, line, text, whole }: Line, why: string): Found {
  const evidence = [{ source: `${file}:${line}`, line: text.trim(), meaning: why }];
  return { known: true, value: { file, line, why, text: whole ? text : '' }, evidence };
}
