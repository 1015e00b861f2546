import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import type { Target } from '../ports.js';
import { namesIn, readAttribute, readNumber } from './read-text.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

/** What the kernel tells of one disk without asking SMART; null and '' where it does not tell. */
export type DiskSigns = {
  readonly name: string;
  readonly model: string;
  readonly rotational: boolean;
  /** 'live' or 'running' when it works; 'dead', 'offline', ... else. */
  readonly state: string;
  readonly celsius: number | null;
  /** Degrees Celsius that the disk itself calls critical. */
  readonly limit: number | null;
  /** eMMC only: percent of its rated life, in steps of ten. */
  readonly lifeUsed: number | null;
  /** eMMC only: 1 normal, 2 most spare blocks are used, 3 nearly all. */
  readonly spareState: number | null;
};

const folder = '/sys/block';

/**
 * State, heat and, for eMMC, wear of the disks, without root and without smartctl. It says nothing about sectors: that is SMART's.
 * Source: sysfs of nvme, scsi and mmc; hwmon of nvme and drivetemp (millidegrees); JEDEC eMMC 5.1 life_time and pre_eol_info.
 */
export const diskSigns = defineFact<DiskSigns[]>({
  id: 'disk-signs',
  title: "The kernel's signs of the disks",
  cost: 'quick',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<DiskSigns[]>> {
    const names = (await namesIn(target, folder)).filter((name) => /^(sd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/.test(name));
    const value = (await Promise.all(names.map((name) => signsOf(target, name)))).flat();
    if (value.length === 0) return unread('not-applicable', 'No disk here tells the kernel its state (a virtual disk has none).', '');
    return { known: true, value, evidence: value.map(evidenceOf) };
  },
});

async function signsOf(target: Target, name: string): Promise<DiskSigns[]> {
  const device = posix.join(folder, name, 'device');
  const at = (file: string): string => posix.join(device, file);
  const [model, state, rotational, life, spareState] = await Promise.all([
    readAttribute(target, at('model')).then((text) => text ?? readAttribute(target, at('name'))),
    readAttribute(target, at('state')),
    readNumber(target, posix.join(folder, name, 'queue/rotational')),
    readAttribute(target, at('life_time')),
    readAttribute(target, at('pre_eol_info')),
  ]);
  const sensor = await sensorOf(target, device);
  const celsius = sensor === null ? null : await readNumber(target, `${sensor}/temp1_input`);
  const limit = sensor === null ? null : await readNumber(target, `${sensor}/temp1_crit`);
  const signs = {
    name,
    model: model ?? '',
    rotational: rotational === 1,
    state: state ?? '',
    celsius: celsius === null ? null : celsius / 1000,
    limit: limit === null ? null : limit / 1000,
    lifeUsed: lifeUsedOf(life ?? ''),
    spareState: Number(spareState ?? 0) || null,
  };
  return signs.state === '' && signs.celsius === null && signs.lifeUsed === null ? [] : [signs];
}

/** nvme has `hwmonN` beside its disks; drivetemp has `hwmon/hwmonN` below the disk's device. */
async function sensorOf(target: Target, device: string): Promise<string | null> {
  for (const parent of [device, posix.join(device, 'hwmon'), posix.join(device, 'device/hwmon')]) {
    const name = (await namesIn(target, parent)).find((entry) => /^hwmon\d+$/.test(entry));
    if (name !== undefined) return posix.join(parent, name);
  }
  return null;
}

/** Pure: `0x02 0x01`, the two kinds of cells in steps of 10 %; 0x0b: beyond its rated life. null: not told. */
export function lifeUsedOf(text: string): number | null {
  const steps = text.split(/\s+/).flatMap((word) => (/^0x0[1-9a-b]$/i.test(word) ? [Number(word)] : []));
  return steps.length === 0 ? null : Math.max(...steps) * 10;
}

function evidenceOf({ name, model, state, celsius, lifeUsed }: DiskSigns): Evidence {
  const line = [model, state, celsius === null ? '' : `${Math.round(celsius)} °C`].filter((word) => word !== '').join(', ');
  return { source: name, line, meaning: lifeUsed === null ? 'as the kernel sees it' : `about ${lifeUsed} % of its rated life is used` };
}
