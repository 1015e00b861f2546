import type { Resource, State } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { sha256 } from '../../bytes.js';
import { maxBootBytes, readBytes, writeBytes } from '../../device-bytes.js';
import { stderrText } from '../../facts/raw.js';
import { bootCodeBytes, isGuidTable, sectorBytes } from '../../facts/readers/boot-code.js';
import type { Target } from '../../ports.js';
import type { Backup } from '../rows.js';
import { keepBackup, readKept } from './keep.js';
import type { StepContext } from './types.js';

type Bytes = Extract<Resource, { kind: 'bytes' }>;

/** The stretch as a name for states: a device may have several. */
export function bytesName({ path, offset, length }: Bytes): string {
  return `${path.text} ${offset}+${length}`;
}

/** A hash of what stands in the stretch. AppError unsafe-path if it is no block device, io-error if it cannot be read. */
export async function observeBytes(target: Target, stretch: Bytes): Promise<State> {
  return { kind: 'bytes', sha256: sha256(await read(target, stretch)) };
}

/** Keeps the stretch's bytes, and by which table the disk is known. */
export async function captureBytes(context: StepContext, stretch: Bytes): Promise<Backup[]> {
  return [
    await keepBackup(context, `${context.name}.bytes`, await read(context.target, stretch)),
    await keepBackup(context, `${context.name}.table`, await readTable(context.target, stretch)),
  ];
}

/**
 * Writes exactly what was kept over the same stretch; nothing before or behind it is touched. Only on the same disk, divided as
 * it was: after a restart its name may be another disk's, and a new partition may begin in the stretch.
 */
export async function restoreBytes(context: StepContext, stretch: Bytes, backups: readonly Backup[]): Promise<void> {
  const [backup, table] = backups;
  if (!backup || !table) throw new AppError('damaged', `Nothing was kept of ${bytesName(stretch)}.`);
  await expectDevice(context.target, stretch);
  const bytes = await readKept(context, backup);
  if (bytes.length !== stretch.length) throw new AppError('damaged', `The backup ${backup.name} has not the length of what it replaces.`);
  if (sha256(await readTable(context.target, stretch)) !== sha256(await readKept(context, table)))
    throw new AppError('unsafe-path', `${stretch.path.text} is another disk now, or is divided anew.`, 'Nothing was changed there.');
  const argv = writeBytes(`${context.folder.inTarget}/backup/${backup.name}`, stretch.path.text, stretch.offset);
  const raw = await context.target.exec.run({ argv, timeoutMs: 60_000, interruptible: false, env: { RESCUEPC_STEP: context.marker } });
  if (raw.code !== 0) throw new AppError('io-error', `${backup.name} could not be put back: ${stderrText(raw).trim()}`);
}

async function read(target: Target, stretch: Bytes): Promise<Uint8Array> {
  await expectDevice(target, stretch);
  const raw = await target.exec.run({ argv: readBytes(stretch.path.text, stretch), timeoutMs: 60_000 });
  if (raw.code !== 0 || raw.stdout.length !== stretch.length)
    throw new AppError('io-error', `${bytesName(stretch)} cannot be read: ${stderrText(raw).trim()}`, 'Nothing was changed there.');
  return raw.stdout;
}

/** The disk's own number with its partition table; with a GUID table its header instead, where such a disk's number stands. */
async function readTable(target: Target, { path }: Bytes): Promise<Uint8Array> {
  const start = await read(target, { kind: 'bytes', path, offset: 0, length: 2 * sectorBytes });
  // The mark 55 aa at the end of the first sector belongs to the boot code.
  return isGuidTable(start.subarray(sectorBytes)) ? start.subarray(sectorBytes) : start.subarray(bootCodeBytes, sectorBytes - 2);
}

async function expectDevice(target: Target, { path, offset, length }: Bytes): Promise<void> {
  if ((await target.files.stat(path))?.kind !== 'block')
    throw new AppError('unsafe-path', `${path.text} is no block device.`, 'Nothing was changed there.');
  if (offset < 0 || length < 1 || length > maxBootBytes)
    throw new AppError('bad-input', `${offset}+${length} of ${path.text} is no place of boot code.`);
}
