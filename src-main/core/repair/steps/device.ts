import { canonical } from '../../../../src-shared/canonical.js';
import type { Resource, State } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { sha256 } from '../../bytes.js';
import { maxVolumeBytes, readBytes, writeBytes } from '../../device-bytes.js';
import { stderrText, stdoutText } from '../../facts/raw.js';
import type { Target } from '../../ports.js';
import type { Backup } from '../rows.js';
import { keepBackup, readKept } from './keep.js';
import type { StepContext } from './types.js';

type Device = Extract<Resource, { kind: 'device' }>;

/** Enough to see that a volume was used: here lie the superblocks of ext and XFS. */
const seenBytes = 4096;
const pieceBytes = 1024 * 1024;

/**
 * Which volume it is, and what stands at its beginning. `pieces`: a sum of each MiB, so that a volume that was written over by halves
 * can be told from one that somebody else has changed.
 */
export async function observeDevice(target: Target, { path, keep }: Device): Promise<State> {
  await expectBlock(target, path.text);
  const bytes = await readStart(target, path.text, keep ?? seenBytes);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(sha256(bytes.subarray(at, at + pieceBytes)).slice(0, 16));
  return { kind: 'device', is: await identify(target, path.text), pieces };
}

/** Keeps the first bytes of the volume, as many as the step says. */
export async function captureDevice(context: StepContext, { path, keep }: Device): Promise<Backup[]> {
  if (keep === undefined) return [];
  return [await keepBackup(context, `${context.name}.start`, await readStart(context.target, path.text, keep))];
}

/** Writes what was kept over the beginning of the volume. The caller has made sure that it is the same one and not in use. */
export async function restoreDevice(context: StepContext, { path }: Device, [backup]: readonly Backup[]): Promise<void> {
  if (!backup) throw new AppError('damaged', `Nothing was kept of ${path.text}.`);
  await readKept(context, backup);
  const argv = writeBytes(`${context.folder.inTarget}/backup/${backup.name}`, path.text, 0);
  const raw = await context.target.exec.run({ argv, timeoutMs: 600_000, interruptible: false, env: { RESCUEPC_STEP: context.marker } });
  if (raw.code !== 0) throw new AppError('io-error', `${backup.name} could not be put back: ${stderrText(raw).trim()}`);
}

/**
 * AppError unsafe-path unless the device's name still stands for the volume that the step recorded, and nobody uses it: after a
 * restart, or when another stick was put in, it may be another one's.
 */
export async function expectSameDevice(target: Target, { path }: Device, recorded: State | undefined): Promise<void> {
  await expectBlock(target, path.text);
  const untouched = 'Nothing was changed there.';
  if (recorded?.['is'] === undefined)
    throw new AppError('unsafe-path', `Which disk ${path.text} was is not recorded, and it may be another one now.`, untouched);
  if (canonical(await identify(target, path.text)) !== canonical(recorded['is']))
    throw new AppError('unsafe-path', `${path.text} is another disk or volume now.`, untouched);
  const user = await userOf(target, path.text);
  if (user !== null) throw new AppError('unsafe-path', `${path.text} is in use (${user}); unmount it first.`, untouched);
}

/** True where `now` is a mixture of both states: the piece that was being written when it was cut off is neither. */
export function isHalfWritten(now: State, before: State, after: State | null): boolean {
  const pieces = (state: State | null): unknown[] => (Array.isArray(state?.['pieces']) ? (state['pieces'] as unknown[]) : []);
  if (canonical(now['is'] ?? null) !== canonical(before['is'] ?? null) || pieces(now).length !== pieces(before).length) return false;
  const strange = pieces(now).filter((piece, index) => piece !== pieces(before)[index] && piece !== pieces(after)[index]);
  return after === null ? strange.length === 0 : strange.length <= 1;
}

async function expectBlock(target: Target, path: string): Promise<void> {
  if ((await target.files.stat({ text: path }))?.kind !== 'block')
    throw new AppError('unsafe-path', `${path} is no block device.`, 'Nothing was changed there.');
}

/** A volume may be shorter. */
async function readStart(target: Target, path: string, length: number): Promise<Uint8Array> {
  if (length < 1 || length > maxVolumeBytes) throw new AppError('bad-input', `${length} bytes of ${path} cannot be kept.`);
  const argv = readBytes(path, { offset: 0, length });
  const raw = await target.exec.run({ argv, timeoutMs: 120_000, maxOutput: length + pieceBytes });
  if (raw.code !== 0 || raw.stdout.length === 0 || raw.stdout.length > length)
    throw new AppError('io-error', `${path} cannot be read: ${stderrText(raw).trim()}`, 'Nothing was changed there.');
  return raw.stdout;
}

/**
 * Size, the numbers of the disk and of those under it, the partition's and the volume's own number. Of names that a person may change
 * (labels) nothing. Source: lsblk(8), blkid(8).
 */
async function identify(target: Target, path: string): Promise<State> {
  const chain = await blockRows(target, ['--inverse', '--output', 'PATH,SIZE,SERIAL,WWN', path]);
  const probe = await target.exec.run({ argv: ['blkid', '-p', '-o', 'export', path], timeoutMs: 30_000 });
  const told = new Map(
    stdoutText(probe)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  );
  return {
    size: wordOf(chain?.[0]?.['size']),
    disks: (chain ?? []).map((row) => [wordOf(row['serial']), wordOf(row['wwn'])].join(' ').trim()).filter((number) => number !== ''),
    partition: told.get('PART_ENTRY_UUID') ?? '',
    volume: `${told.get('TYPE') ?? ''} ${told.get('UUID') ?? ''}`.trim(),
  };
}

/** A value of lsblk's: some versions give numbers, some words; '' for none. */
function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Who has the volume: where it is mounted, or what lies on it; null: nobody. AppError where that cannot be told. */
async function userOf(target: Target, path: string): Promise<string | null> {
  const rows = await blockRows(target, ['--output', 'PATH,TYPE,MOUNTPOINT', path]);
  if (rows === null) throw new AppError('unsafe-path', `Whether ${path} is in use cannot be told.`, 'Nothing was changed there.');
  const [own, ...above] = rows;
  if (typeof own?.['mountpoint'] === 'string') return own['mountpoint'];
  const holder = above.find((row) => row['type'] !== 'part' || typeof row['mountpoint'] === 'string');
  return holder === undefined ? null : String(holder['path']);
}

async function blockRows(target: Target, words: readonly string[]): Promise<readonly Record<string, unknown>[] | null> {
  const raw = await target.exec.run({ argv: ['lsblk', '--json', '--list', '--bytes', ...words], timeoutMs: 30_000 });
  if (raw.code !== 0) return null;
  try {
    const { blockdevices } = JSON.parse(stdoutText(raw)) as { blockdevices?: unknown };
    return Array.isArray(blockdevices) && blockdevices.length > 0 ? (blockdevices as Record<string, unknown>[]) : null;
  } catch {
    return null;
  }
}
