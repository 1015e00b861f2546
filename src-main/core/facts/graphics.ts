import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { linkName, namesIn, readAttribute } from './read-text.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

/** `vendor` and `device` as PCI numbers in hexadecimal; `driver` null: none is bound. */
export type GraphicsDevice = {
  readonly address: string;
  readonly vendor: string;
  readonly device: string;
  readonly driver: string | null;
};

/** Makers by their number in the PCI ids. */
const makers: Readonly<Record<string, string>> = {
  '10de': 'NVIDIA',
  '1002': 'AMD',
  '8086': 'Intel',
  '1a03': 'ASPEED',
  '102b': 'Matrox',
  '15ad': 'VMware',
  '1af4': 'virtio',
  '1b36': 'QXL',
  '80ee': 'VirtualBox',
  '1234': 'QEMU',
  '1414': 'Hyper-V',
};

const folder = '/sys/bus/pci/devices';

/** Graphics devices and the driver that runs them. Source: the kernel's PCI sysfs; class 0x03 is "display controller". */
export const graphics = defineFact<GraphicsDevice[]>({
  id: 'graphics',
  title: 'Graphics',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<GraphicsDevice[]>> {
    const found = await Promise.all(
      (await namesIn(target, folder)).map(async (address): Promise<GraphicsDevice[]> => {
        const at = posix.join(folder, address);
        if ((await readAttribute(target, posix.join(at, 'class')))?.startsWith('0x03') !== true) return [];
        const id = async (name: string): Promise<string> => ((await readAttribute(target, posix.join(at, name))) ?? '').replace(/^0x/, '');
        const driver = await linkName(target, posix.join(at, 'driver'));
        return [{ address, vendor: await id('vendor'), device: await id('device'), driver }];
      }),
    );
    const value = found.flat();
    if (value.length === 0) return unread('not-applicable', 'No graphics device is on the PCI bus of this machine.', '');
    return {
      known: true,
      value,
      evidence: value.map(({ address, vendor, device, driver }) => ({
        source: address,
        line: `${makers[vendor] ?? 'maker'} ${vendor}:${device}`,
        meaning: driver === null ? 'no driver runs it' : `driver ${driver}`,
      })),
    };
  },
});
