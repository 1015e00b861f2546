import { AppError, toAppError } from '../../../src-shared/errors.js';
import { stderrText, stdoutText } from '../facts/raw.js';
import type { DiskWorld } from '../disk-ports.js';

export type Volume = {
  readonly group: string;
  readonly name: string;
  readonly path: string;
  readonly mapperPath: string;
  readonly active: boolean;
};

/** Logical volumes of this machine, of one group if it is given. AppError unsupported without LVM, io-error. Source: lvs(8), lvmreport(7). */
export async function volumesOf(world: DiskWorld, group?: string): Promise<Volume[]> {
  const columns = 'vg_name,lv_name,lv_path,lv_dm_path,lv_active';
  const raw = await world.run(['lvs', '--reportformat', 'json', '-o', columns, ...(group === undefined ? [] : ['--', group])]);
  if (raw.missing)
    throw new AppError('unsupported', 'Logical volumes cannot be opened: LVM is not on this machine.', 'Install the package lvm2.');
  const rows = readReport(stdoutText(raw), 'lv');
  if (rows === null)
    throw new AppError('io-error', `The logical volumes could not be listed: ${stderrText(raw).trim().split('\n')[0] ?? ''}`);
  return rows
    .map((row) => ({
      group: row['vg_name'] ?? '',
      name: row['lv_name'] ?? '',
      path: row['lv_path'] ?? '',
      mapperPath: row['lv_dm_path'] ?? '',
      active: row['lv_active'] === 'active',
    }))
    .filter((volume) => volume.path !== '' && isName(volume.group) && isName(volume.name));
}

/** All logical volumes; none where there is no LVM. AppError io-error: what was active before may not be taken for inactive. */
export async function allVolumes(world: DiskWorld): Promise<Volume[]> {
  return volumesOf(world).catch((thrown: unknown) => {
    if (toAppError(thrown).code === 'unsupported') return [];
    throw thrown;
  });
}

/** The volume group that a device is part of. AppError unsupported, io-error. */
export async function groupOn(world: DiskWorld, path: string): Promise<string> {
  const raw = await world.run(['pvs', '--reportformat', 'json', '-o', 'vg_name', '--', path]);
  if (raw.missing)
    throw new AppError('unsupported', `${path} holds logical volumes, and LVM is not on this machine.`, 'Install the package lvm2.');
  const group = readReport(stdoutText(raw), 'pv')?.[0]?.['vg_name'] ?? '';
  if (isName(group)) return group;
  throw new AppError('io-error', `${path} belongs to no volume group that can be read: ${stderrText(raw).trim().split('\n')[0] ?? ''}`);
}

/** Makes the volumes of one group usable. */
export async function activate(world: DiskWorld, group: string): Promise<void> {
  const raw = await world.run(['vgchange', '-ay', '--', group]);
  if (raw.code !== 0)
    throw new AppError('io-error', `The volume group ${group} could not be activated: ${stderrText(raw).trim().split('\n')[0] ?? ''}`);
  // Where no udev runs (a small rescue system) nobody else makes their device files.
  await world.run(['dmsetup', 'mknodes']);
}

/** lvm(8): what names of groups and volumes may consist of. */
function isName(name: string): boolean {
  return /^[A-Za-z0-9+_.][A-Za-z0-9+_.-]*$/.test(name);
}

function readReport(text: string, kind: 'lv' | 'pv'): Record<string, string>[] | null {
  try {
    const { report } = JSON.parse(text) as { report?: { [kind in string]?: Record<string, string>[] }[] };
    return report?.flatMap((part) => part[kind] ?? []) ?? null;
  } catch {
    return null;
  }
}
