import { posix } from 'node:path';
import type { Target } from '../ports.js';
import { secondsOf } from './readers/systemd-analyze.js';
import { existsFollowing } from './suspect.js';

/** What systemd says of a unit; '' where it does not say. */
export type UnitState = {
  readonly unit: string;
  readonly load: string;
  /** 'enabled', 'disabled', 'masked', 'static', ... */
  readonly enabled: string;
  readonly active: string;
  readonly sub: string;
  /** How its last run ended: 'success', 'exit-code', ... */
  readonly result: string;
  /** False if the last start was left out because a condition of its own was not met. */
  readonly conditionMet: boolean;
  /** How often it was started again by itself since a person, or this program, started it. */
  readonly restarts: number;
  /** Seconds until a service is started again by itself; null: it is no service. */
  readonly restartSeconds: number | null;
  /** Its file; made on the fly (`transient`) it has one only as long as its failure is remembered. */
  readonly file: string;
  readonly transient: boolean;
};

/** Properties to ask `systemctl show` for. NRestarts is there from systemd 235 on. */
export const unitProperties =
  'Id,LoadState,UnitFileState,ActiveState,SubState,Result,ConditionResult,NRestarts,RestartUSec,FragmentPath,Transient' as const;

/** Pure: the answer of `systemctl show`, a block a unit. null: something else. */
export function readUnitStates(text: string): UnitState[] | null {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '');
  const states = blocks.map((block): UnitState => {
    const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const field = (name: string): string => fields.get(name) ?? '';
    return {
      unit: field('Id'),
      load: field('LoadState'),
      enabled: field('UnitFileState'),
      active: field('ActiveState'),
      sub: field('SubState'),
      result: field('Result'),
      conditionMet: field('ConditionResult') !== 'no',
      restarts: Number(field('NRestarts')) || 0,
      restartSeconds: fields.has('RestartUSec') ? (secondsOf(field('RestartUSec')) ?? 0) : null,
      file: field('FragmentPath'),
      transient: field('Transient') === 'yes',
    };
  });
  return states.length === 0 || states.some(({ unit, load, active }) => unit === '' || load === '' || active === '') ? null : states;
}

/** A service that failed and that systemd starts again and again: 'activating' is not running. */
export function isRestarting({ sub, result }: UnitState): boolean {
  return sub.startsWith('auto-restart') && result !== 'success';
}

/** Whether a unit can be started again after its failure was forgotten: from a file that is there, and not one made on the fly. */
export async function hasUnitFile(target: Target, { load, file, transient }: UnitState): Promise<boolean> {
  return load === 'loaded' && !transient && posix.isAbsolute(file) && (await existsFollowing(target, file));
}
