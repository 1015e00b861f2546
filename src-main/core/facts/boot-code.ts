import { posix } from 'node:path';
import type { ReadingOf, Unread } from '../../../src-shared/contract/fact.js';
import { maxBootBytes, readBytes, type ByteRange } from '../device-bytes.js';
import type { Raw, Target } from '../ports.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from './raw.js';
import { linkName, namesIn, readNumber, readText } from './read-text.js';
import { beginsGrubCore, bootCodeBytes, isGuidTable, readBootSector, sectorBytes } from './readers/boot-code.js';
import { defineFact } from './types.js';

/**
 * `lost`: the disk starts nothing, or its GRUB leads to where no GRUB is. `other`: something that is not GRUB, perhaps on purpose.
 * `places`: where GRUB's code lies or would lie, on this disk and in no file system; null: there is no room for it.
 */
export type BootDisk = {
  readonly disk: string;
  readonly state: 'grub' | 'other' | 'lost';
  readonly said: string;
  readonly places: readonly ByteRange[] | null;
};

/** Type of the partition in which GRUB's core image lies on a disk with a GUID table. Source: GRUB manual, BIOS installation. */
const biosBootType = '21686148-6449-6e6f-744e-656564454649';

/** The boot code of the disks from which a BIOS starts this system by GRUB. */
export const bootCode = defineFact<readonly BootDisk[]>({
  id: 'boot-code',
  title: 'Boot code',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 20_000,
  async read({ target, signal }): Promise<ReadingOf<readonly BootDisk[]>> {
    const ask = (argv: [string, ...string[]]) => target.exec.run({ argv, timeoutMs: 10_000, signal });
    const modules = await namesIn(target, '/boot/grub');
    if (!modules.includes('i386-pc')) return unread('not-applicable', 'This system is not started by GRUB from a BIOS.', '');
    const byFirmware = target.running ? (await target.files.stat({ text: '/sys/firmware/efi' })) !== null : modules.includes('x86_64-efi');
    if (byFirmware) return unread('not-applicable', 'This system is started by UEFI.', '');
    const probed = await ask(['grub-probe', '--target=disk', '/boot/grub']);
    const bad = unusable(probed, "Install 'grub-common'.");
    if (bad) return bad;
    const disks = [...new Set([...stdoutText(probed).split('\n').filter(Boolean), ...(await chosenDisks(target))])];
    const value: BootDisk[] = [];
    for (const disk of disks) {
      const found = await lookAt(target, disk, ask);
      if ('known' in found) return found;
      value.push(found);
    }
    if (value.length === 0) return notUnderstood(probed);
    const evidence = value.map(({ disk, state, said }) => ({ source: disk, line: said, meaning: meanings[state] }));
    return { known: true, value, evidence };
  },
});

const meanings = {
  grub: 'a BIOS can start GRUB from this disk',
  other: 'a BIOS starts something else from this disk',
  lost: 'a BIOS starts nothing from this disk',
} as const;

/** Disks that a person chose for GRUB when it was installed; those that are here. Source: debconf's database, grub-pc/install_devices. */
async function chosenDisks(target: Target): Promise<string[]> {
  const database = (await readText(target, '/var/cache/debconf/config.dat', 16_000_000)) ?? '';
  const entry = database.split('\n\n').find((stanza) => stanza.startsWith('Name: grub-pc/install_devices\n')) ?? '';
  const named = (/^Value: (.*)$/m.exec(entry)?.[1] ?? '').split(/,\s*/).filter((path) => path.startsWith('/dev/'));
  const disks: string[] = [];
  for (const path of named) {
    const isLink = (await target.files.stat({ text: path }))?.kind === 'link';
    const disk = isLink ? `/dev/${(await linkName(target, path)) ?? ''}` : path;
    if ((await target.files.stat({ text: disk }))?.kind === 'block') disks.push(disk);
  }
  return disks;
}

type Ask = (argv: [string, ...string[]]) => Promise<Raw>;

async function lookAt(target: Target, disk: string, ask: Ask): Promise<BootDisk | Unread> {
  if (!/^\/dev\/[\w./-]+$/.test(disk) || (await target.files.stat({ text: disk }))?.kind !== 'block')
    return unread('unexpected-output', `${disk} is no disk of this machine.`, '');
  const read = async (range: ByteRange): Promise<Uint8Array | Unread> => {
    const raw = await ask([...readBytes(disk, range)] as [string, ...string[]]);
    const bad = unusable(raw);
    if (bad) return bad;
    return raw.code === 0 && raw.stdout.length === range.length ? raw.stdout : unread('failed', `${disk}: ${stderrText(raw).trim()}`, '');
  };
  const start = await read({ offset: 0, length: 2 * sectorBytes });
  if (!(start instanceof Uint8Array)) return start;
  const code = readBootSector(start.subarray(0, sectorBytes));
  const core = isGuidTable(start.subarray(sectorBytes)) ? await biosBootPlace(target, disk, ask) : await gapPlace(target, disk);
  const places = core && [{ offset: 0, length: bootCodeBytes }, core];
  if (code.starts === 'nothing') return { disk, state: 'lost', said: 'no boot code', places };
  if (code.starts === 'other') return { disk, state: 'other', said: 'boot code that is not of GRUB', places };
  const lost: BootDisk = { disk, state: 'lost', said: `GRUB leads to sector ${code.coreSector}, where no GRUB is`, places };
  const sectors = await readNumber(target, `/sys/class/block/${posix.basename(disk)}/size`);
  if (sectors !== null && code.coreSector >= sectors) return lost;
  const sector = await read({ offset: code.coreSector * sectorBytes, length: sectorBytes });
  // A sector that cannot be read is no proof of anything.
  if (!(sector instanceof Uint8Array)) return sector;
  if (!beginsGrubCore(sector)) return lost;
  return { disk, state: 'grub', said: `GRUB, and the rest of it in sector ${code.coreSector}`, places };
}

type Partition = { readonly path: string; readonly range: ByteRange };

/** Partitions of a disk as the kernel has them; its units are 512 bytes whatever the disk's sectors are. */
async function partitionsOf(target: Target, disk: string): Promise<Partition[]> {
  const folder = `/sys/class/block/${posix.basename(disk)}`;
  const partitions: Partition[] = [];
  for (const name of await namesIn(target, folder)) {
    if (!name.startsWith(posix.basename(disk))) continue;
    const start = await readNumber(target, `${folder}/${name}/start`);
    const size = await readNumber(target, `${folder}/${name}/size`);
    if (start !== null && size !== null) partitions.push({ path: `/dev/${name}`, range: { offset: start * 512, length: size * 512 } });
  }
  return partitions.toSorted((a, b) => a.range.offset - b.range.offset);
}

/** Between a classic table and the first partition. */
async function gapPlace(target: Target, disk: string): Promise<ByteRange | null> {
  const [first] = await partitionsOf(target, disk);
  const end = Math.min(first?.range.offset ?? 0, maxBootBytes);
  return end > sectorBytes ? { offset: sectorBytes, length: end - sectorBytes } : null;
}

async function biosBootPlace(target: Target, disk: string, ask: Ask): Promise<ByteRange | null> {
  for (const { path, range } of await partitionsOf(target, disk)) {
    const raw = await ask(['blkid', '-p', '-s', 'PART_ENTRY_TYPE', '-o', 'value', path]);
    if (stdoutText(raw).trim().toLowerCase() === biosBootType) return range.length <= maxBootBytes ? range : null;
  }
  return null;
}
