import type { Verdict } from '../case.ts';
import type { Machine, MachineOptions } from '../machine.ts';

/** A fault as a customer brings it. Written without knowing which routine, if any, is there for it. */
export type Fault = {
  readonly id: string;
  /** In the customer's words. */
  readonly complaint: string;
  readonly machine?: MachineOptions;
  /** What the sound machine has beyond the base. */
  readonly settle?: Step;
  readonly inject: Step;
  /** Fails on the broken machine, passes on the settled and the mended one. Changes nothing, knows nothing of the product. */
  readonly oracle: (machine: Machine) => Promise<Verdict>;
  /** What title or evidence of a finding must say for the thing to count as named; written before the first scan. */
  readonly names: RegExp;
  /** Paths that any sane mending of this may touch although its plan shows a command and no path. */
  readonly mayChange?: readonly string[];
};

/** A machine that is odd and sound: no finding at warning or above, and `repair --recommended` changes nothing. */
export type Oddity = { readonly id: string; readonly why: string; readonly inject: Step };

export type Step = (machine: Machine) => Promise<void>;

/** A step as a shell script that must work. */
export function sh(script: string): Step {
  return async (machine) => {
    await machine.must(['sh', '-ec', script]);
  };
}

/** An oracle as a shell script: sound if it ends with 0; its answer is the end of what it printed. */
export function ask(script: string): (machine: Machine) => Promise<Verdict> {
  return async (machine) => {
    const { code, stdout, stderr } = await machine.run(['bash', '-c', script]);
    const words = `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '';
    return { pass: code === 0, answer: `${code ?? 'time limit'} ${words.slice(0, 100)}`.trim() };
  };
}
