import { unexpectedChanges } from '../baseline.ts';
import { bootMachine } from '../machine.ts';
import { call, last, scan } from '../product.ts';
import type { Oddity } from './fault.ts';
import { findingsOf } from './scan-text.ts';

/** What the product did to a sound machine: `alarms` are findings at warning or above, `changes` what its recommended repair changed. */
export type OddityResult = {
  readonly id: string;
  readonly alarms: readonly string[];
  readonly changes: readonly string[];
  readonly notes: readonly string[];
  readonly seconds: number;
};

/** Runs one odd and sound machine. */
export async function runOddity(oddity: Oddity, product: boolean): Promise<OddityResult> {
  const started = Date.now();
  const machine = await bootMachine();
  try {
    await oddity.inject(machine);
    if (!product) return { id: oddity.id, alarms: [], changes: [], notes: [], seconds: 0 };
    const before = machine.changedFiles();
    const said = await scan(machine);
    const alarms = findingsOf(said).filter(({ severity }) => severity !== 'info');
    const repaired = await call(machine, ['repair', '--recommended', '--yes']);
    const changes = unexpectedChanges(machine, [], before).map(({ path, change }) => `${path} (${change})`);
    const silent = last(said, 'scan') === undefined ? [`the scan gave no answer, exit ${said.code}`] : [];
    return {
      id: oddity.id,
      alarms: [...silent, ...alarms.map(({ text }) => text.split('\n').slice(0, 2).join(' | '))],
      changes,
      notes: [`repair --recommended: exit ${repaired.code}`],
      seconds: Math.round((Date.now() - started) / 1000),
    };
  } finally {
    machine.off();
  }
}
