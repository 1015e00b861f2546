import { AppError } from '../../../src-shared/errors.js';
import { stdoutText } from '../facts/raw.js';
import type { DiskWorld } from '../disk-ports.js';

/** What lies on a device. '' where there is none of it. */
export type Probe = {
  readonly type: string;
  readonly uuid: string;
  readonly label: string;
  readonly partUuid: string;
  readonly partLabel: string;
  /** Kind of its partition table. */
  readonly table: string;
};

/** Reads the signatures on a device itself, not what was cached of it. Source: blkid(8), low-level probing. */
export async function probe(world: DiskWorld, path: string): Promise<Probe> {
  const raw = await world.run(['blkid', '-p', '-o', 'export', path]);
  if (raw.missing) throw new AppError('unsupported', 'blkid is not on this machine.', 'Install the package util-linux.');
  // 2: nothing was recognised; 8: contradicting signatures, which are nothing to act upon.
  if (raw.code !== 0 && raw.code !== 2)
    throw new AppError('unsupported', `It cannot be told for sure what ${path} holds.`, `'wipefs ${path}' lists what was found on it.`);
  const found = new Map(
    stdoutText(raw)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replaceAll(/\\(.)/g, '$1')] as const),
  );
  const value = (key: string): string => found.get(key) ?? '';
  return {
    type: value('TYPE'),
    uuid: value('UUID'),
    label: value('LABEL'),
    partUuid: value('PART_ENTRY_UUID'),
    partLabel: value('PART_ENTRY_NAME'),
    table: value('PTTYPE'),
  };
}
