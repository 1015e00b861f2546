import { toLatin1 } from '../../bytes.js';

/** What a disk's first sector starts: nothing, GRUB from the sector it names, or something else. */
export type BootCode =
  { readonly starts: 'nothing' } | { readonly starts: 'grub'; readonly coreSector: number } | { readonly starts: 'other' };

/** The code of a classic boot sector lies before the disk's number and the table of partitions. */
export const bootCodeBytes = 440;
export const sectorBytes = 512;

/**
 * The first sector of a disk. GRUB 2 has its name among the words of its errors, and at 0x5c the number of the sector where
 * its core image begins. Source: GRUB 2.06, boot/i386/pc/boot.S and include/grub/i386/pc/boot.h; seen on Debian 12.
 */
export function readBootSector(sector: Uint8Array): BootCode {
  const code = sector.subarray(0, bootCodeBytes);
  // Without the mark 55 aa a firmware starts nothing, whatever stands before it.
  if (code.every((byte) => byte === 0) || sector[510] !== 0x55 || sector[511] !== 0xaa) return { starts: 'nothing' };
  const words = toLatin1(code);
  if (!words.includes('GRUB ') || !words.includes('Geom\0')) return { starts: 'other' };
  const view = new DataView(sector.buffer, sector.byteOffset, sector.length);
  return { starts: 'grub', coreSector: Number(view.getBigUint64(0x5c, true)) };
}

/** True if this sector can begin a core image: GRUB's loader of its own rest. Source: boot/i386/pc/diskboot.S. */
export function beginsGrubCore(sector: Uint8Array): boolean {
  const words = toLatin1(sector);
  return words.includes('loading\0') && words.includes('Geom\0');
}

/** True if the disk has a GUID partition table: its header stands in the second sector. Source: UEFI 2.10, 5.3.2. */
export function isGuidTable(secondSector: Uint8Array): boolean {
  return toLatin1(secondSector.subarray(0, 8)) === 'EFI PART';
}
