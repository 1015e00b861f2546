import type { EngineContract } from '../../../src-shared/contract/engine.js';
import { factCosts } from '../../../src-shared/contract/fact.js';
import type { PlanPart, PlanRequest } from '../../../src-shared/contract/plan.js';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Handlers } from '../../../src-shared/wire/contract.js';
import { createDisks } from '../disks/disks.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Catalogue } from './catalogue.js';
import { askedDigest } from './digest.js';
import { readHistory } from './history.js';
import { withRun } from './open-run.js';
import { makePlan } from './plan.js';
import { listQuarantine, purgeQuarantine } from './quarantine.js';
import { isFinished, recoverRun } from './recover.js';
import { executeRun } from './run.js';
import { createSessions, type Session } from './sessions.js';
import { undoRun } from './undo.js';
import { verifyRun } from './verify-run.js';

/** The engine's verbs, and a way to stop it: steps in flight are finished and journaled first. */
export type Engine = {
  readonly handlers: Handlers<EngineContract>;
  busy(): boolean;
  /** Also closes the disks that were opened. */
  stop(): Promise<void>;
  /** Takes back what an engine that died has left mounted or unlocked. */
  tidy(): Promise<void>;
};

/** How many plans an engine remembers; the oldest is forgotten first and has to be made again. */
const plansKept = 32;

/** Everything that can be done to a machine, on the rights and in the store that the ports give. */
export function createEngine(ports: EnginePorts, catalogue: Catalogue): Engine {
  const sessions = createSessions();
  const disks = createDisks(ports.disks);
  const plans = new Map<string, { part: PlanPart; request: PlanRequest }>();
  const { host } = ports;

  function remember(planned: PlanPart, request: PlanRequest): PlanPart {
    const part = { ...planned, digest: askedDigest(planned.digest, request) };
    plans.delete(part.digest);
    plans.set(part.digest, { part, request });
    const [oldest] = plans.keys();
    if (plans.size > plansKept && oldest !== undefined) plans.delete(oldest);
    return part;
  }

  function watch(session: Session, fromSeq: number, signal: AbortSignal): AsyncIterable<RunEvent> {
    return session.log.watch(fromSeq, signal);
  }

  const handlers: Handlers<EngineContract> = {
    'engine.hello': () => Promise.resolve({ v: 1, version: host.version, uid: host.uid, pid: process.pid, store: host.store }),

    'engine.mount': (request) => disks.open(request),

    'engine.unmount': async () => {
      // A run tells that it has finished before it has let go of the store.
      await sessions.ended();
      return { left: await disks.closeAll() };
    },

    'engine.facts': ({ ids, cost, root, user, accept, known }, signal) => {
      const limit = factCosts.indexOf(cost);
      const wanted = ids ?? catalogue.facts.filter((fact) => factCosts.indexOf(fact.cost) <= limit).map((fact) => fact.id);
      return catalogue.readings(ports, wanted, { root, signal, user, accept }, known);
    },

    'engine.plan': async (request, signal) => remember(await makePlan(ports, catalogue, request, signal), request),

    'engine.run': async function* ({ digest, run, certificate }, signal) {
      const open = sessions.find(run);
      if (open) {
        const { waiting } = open;
        if (waiting === null || waiting.digest !== digest) throw new AppError('plan-changed', `Run ${run} does not wait for this consent.`);
        waiting.answer(true);
        return;
      }
      const planned = plans.get(digest);
      if (!planned) throw new AppError('plan-changed', 'There is no plan with this digest here.', 'Make the plan again.');
      const licence = await ports.licence(certificate);
      if (!licence.allowed) throw new AppError('not-licensed', licence.message);
      const session = sessions.start(run, ports.now, (own, emit) =>
        executeRun(ports, catalogue, {
          run,
          by: host.invoker ?? host.userName,
          plan: planned.part,
          request: planned.request,
          cancel: own.cancel.signal,
          emit,
          consent: (_routine, changed) => waitForConsent(own, changed),
        }),
      );
      yield* watch(session, 1, signal);
    },

    'engine.cancel': async ({ run }) => {
      const session = sessions.find(run);
      if (session) {
        session.cancel.abort();
        session.waiting?.answer(false);
        return { accepted: true, message: 'It stops after the step in flight.' };
      }
      const store = await ports.store('/');
      const { folder } = await store.open(run);
      await folder.requestCancel();
      return { accepted: true, message: 'The running process reads this before its next step.' };
    },

    'engine.undo': async function* ({ run, root, ...asked }, signal) {
      const by = host.invoker ?? host.userName;
      const session = sessions.start(run, ports.now, (own, emit) =>
        withRun(ports, catalogue, { run, root, cancel: own.cancel.signal, emit }, async (context) => {
          const steps = await undoRun(context, { ...asked, by });
          if (asked.preview) emit({ type: 'undone', steps });
        }),
      );
      yield* watch(session, 1, signal);
    },

    'engine.recover': async function* ({ run, root }, signal) {
      const session = sessions.start(run, ports.now, (own, emit) =>
        withRun(ports, catalogue, { run, root, cancel: own.cancel.signal, emit }, async (context) => {
          const before = isFinished(context.journal.rows);
          await recoverRun(context, host.invoker ?? host.userName);
          if (before) emit({ type: 'warning', message: 'This run had ended by itself; there is nothing to recover.' });
        }),
      );
      yield* watch(session, 1, signal);
    },

    'engine.verify': ({ run, root, accept }, signal) =>
      withRun(ports, catalogue, { run, root, accept, cancel: signal, emit: () => undefined }, verifyRun),

    'engine.history': ({ root, ...asked }) => readHistory(ports, root, asked),

    'engine.quarantine': async ({ op, id, root }) => {
      const [store, target] = await Promise.all([ports.store(root), ports.target({ root })]);
      if (op === 'list') return { entries: (await listQuarantine(store, target, ports.log)).map(({ entry }) => entry), freedBytes: 0 };
      if (id === undefined) throw new AppError('bad-input', 'Which entry? Give its id.', "'rescuepc quarantine list' shows them.");
      const unlock = await store.lock(id.split('/')[0] ?? '');
      try {
        const freedBytes = await purgeQuarantine(store, target, id, ports.log);
        return { entries: (await listQuarantine(store, target, ports.log)).map(({ entry }) => entry), freedBytes };
      } finally {
        await unlock();
      }
    },
  };
  return {
    handlers,
    busy: () => sessions.any() || disks.any(),
    async stop() {
      await sessions.stopAll();
      for (const left of await disks.closeAll()) ports.log.warn(left);
    },
    tidy: disks.tidy,
  };
}

function waitForConsent(session: Session, digest: string): Promise<boolean> {
  return new Promise((resolve) => {
    session.waiting = {
      digest,
      answer(agreed) {
        session.waiting = null;
        resolve(agreed);
      },
    };
  });
}
