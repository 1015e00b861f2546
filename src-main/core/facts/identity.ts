import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { defineFact } from './types.js';

/** '' where a field is not told. */
export type Identity = {
  readonly model: string;
  readonly serial: string;
  readonly firmware: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly kernel: string;
  readonly upSeconds: number;
};

/** What machine this is: model, firmware, processor, memory, system. The serial number needs root. */
export const identity = defineFact<Identity>({
  id: 'identity',
  title: 'This machine',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  async read({ target }): Promise<ReadingOf<Identity>> {
    const dmi = (name: string): Promise<string> => text(target, `/sys/class/dmi/id/${name}`);
    const [vendor, product, serial, bios, cpu, meminfo, release, kernel, uptime] = await Promise.all([
      dmi('sys_vendor'),
      dmi('product_name'),
      dmi('product_serial'),
      dmi('bios_version'),
      text(target, '/proc/cpuinfo'),
      text(target, '/proc/meminfo'),
      text(target, '/etc/os-release').then((found) => found || text(target, '/usr/lib/os-release')),
      text(target, '/proc/sys/kernel/osrelease'),
      text(target, '/proc/uptime'),
    ]);
    const value = {
      model: [vendor, product].filter((word) => word !== '').join(' '),
      serial,
      firmware: bios,
      processor: /^model name\s*:\s*(.+)/m.exec(cpu)?.[1] ?? '',
      cores: [...cpu.matchAll(/^processor\s*:/gm)].length,
      memoryBytes: Number(/^MemTotal:\s+(\d+)/m.exec(meminfo)?.[1] ?? 0) * 1024,
      system: /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(release)?.[1] ?? '',
      kernel,
      upSeconds: Math.floor(Number(uptime.split(' ')[0] ?? 0)),
    };
    const lines = [
      ['model', value.model],
      ['firmware', value.firmware],
      ['processor', `${value.processor} (${value.cores} threads)`],
      ['system', value.system],
      ['kernel', value.kernel],
    ] as const;
    return {
      known: true,
      value,
      evidence: lines.filter(([, line]) => line !== '').map(([source, line]) => ({ source, line, meaning: 'as the machine says' })),
    };
  },
});

async function text(target: Target, path: string): Promise<string> {
  return target.files.read({ text: path }, 4_000_000).then(
    (bytes) => new TextDecoder().decode(bytes).trim(),
    () => '',
  );
}
