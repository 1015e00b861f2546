import type { EventBody } from '../../../src-shared/contract/run.js';
import type { StepBody } from '../../../src-shared/contract/step.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Target } from '../ports.js';
import type { RunFolder, RunStore } from '../store-ports.js';
import type { Catalogue } from './catalogue.js';
import { redact } from '../redact.js';
import type { Journal } from './journal.js';
import { userOf } from './plan.js';
import type { StepContext } from './steps/types.js';

/** What everything that happens within one run shares. */
export type RunContext = {
  readonly ports: EnginePorts;
  readonly catalogue: Catalogue;
  readonly root: string;
  /** Gates that a person has accepted: facts are read under them too. */
  readonly accept: readonly Gate[];
  readonly store: RunStore;
  readonly folder: RunFolder;
  readonly journal: Journal;
  /** Aborted when the run is cancelled: ends interruptible commands, and stops before the next step. */
  readonly cancel: AbortSignal;
  emit(event: EventBody): void;
};

/** The target a step acts on, with the rights it needs. */
export async function targetOf(run: RunContext, body: StepBody): Promise<Target> {
  return run.ports.target({ root: run.root, ...userOf(run.ports, body) });
}

/** Name of a step within its run, for files: `any-hosts-hijack-1.1`. */
export function stepName(routine: string, step: string): string {
  return `${routine}-${step}`;
}

/** The context in which an executor applies or restores a step; children are journaled as they start. */
export async function stepContext(run: RunContext, routine: string, step: string, body: StepBody, replaying = false): Promise<StepContext> {
  const target = await targetOf(run, body);
  const bootId = await run.ports.host.bootId();
  const profiles = await run.ports.profiles(target);
  // A user's things stay with that user: his process could not put them into the machine's store.
  const owner = profiles.find((profile) => profile.name === userOf(run.ports, body).user);
  return {
    target,
    folder: run.folder,
    profiles,
    quarantine: owner ? `${owner.home}/.local/state/rescuepc/quarantine` : run.store.quarantineInTarget,
    scripts: run.ports.scripts,
    name: stepName(routine, step),
    marker: `${run.folder.id}/${routine}/${step}`,
    signal: run.cancel,
    replaying,
    log: (text) => {
      if (text !== '') run.emit({ type: 'log', routine, step, text: redact(text) });
    },
    sleep: (ms) => run.ports.sleep(ms),
    started: async (child) => {
      await run.journal.append({ type: 'child', routine, step, child, bootId });
    },
  };
}
