import type { Plan } from '../../../src-shared/contract/plan.js';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import { AppError } from '../../../src-shared/errors.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import { keepConsent } from '../job/job.js';
import type { Catalogue } from './catalogue.js';
import { engineFor, enginesOf, planWhole, runWhole, storesOf, undoWhole, type EngineClient } from './coordinator.js';
import { keepNext, offerNext } from './offer-next.js';
import type { Sessions } from './sessions.js';

/** Planning, running, undoing and recovering. A run belongs to this application; views of it come and go. */
export function repairHandlers(ports: AppPorts, catalogue: Catalogue, sessions: Sessions): FeatureHandlers<'repair' | 'undo'> {
  const { engines } = ports;
  const plans = new Map<string, Plan>();
  /** The engine that a run of this application is with just now. */
  const atWork = new Map<string, EngineClient>();
  /** Runs that wait for consent: called when it was given. */
  const waiting = new Map<string, () => void>();

  return {
    'repair.plan': async ({ request, elevate }) => {
      const plan = await planWhole(engines, catalogue, request, elevate);
      const known = plans.get(plan.digest);
      // What one window looks at without rights takes nothing from the plan that another made with them.
      if (!known || isProvisional(known) || !isProvisional(plan)) plans.set(plan.digest, plan);
      return plan;
    },
    'repair.start': async ({ digest, run = ports.newRunId(), agreedBy }) => {
      const plan = plans.get(digest);
      if (!plan) throw new AppError('plan-changed', 'There is no plan with this digest.', 'Make the plan again.');
      if (isProvisional(plan)) {
        throw new AppError(
          'consent-needed',
          'This plan is provisional: it was made without the rights to look at everything.',
          'Make it again with the rights to run it.',
        );
      }
      await keepConsent(ports, { run, digest, by: agreedBy ?? '' });
      const hangUp = ports.cancelChannel.listen(run, () => sessions.find(run)?.cancel.abort());
      const session = sessions.start(run, ports.now, (own, emit) => {
        // However it is cancelled, also by the end of this application: the engine at work must not begin its next routine.
        const stopEngine = (): void =>
          void atWork
            .get(run)
            ?.['engine.cancel']({ run })
            .catch(() => undefined);
        own.cancel.signal.addEventListener('abort', stopEngine);
        return runWhole(engines, plan, run, {
          emit: (event) => {
            emit(event);
            // An engine that was asked to cancel before it had begun knew nothing of the run.
            if (event.type === 'started' && own.cancel.signal.aborted) stopEngine();
          },
          using: (engine) => atWork.set(run, engine),
          consented: () =>
            new Promise((resolve) => {
              waiting.set(run, resolve);
              own.cancel.signal.addEventListener('abort', () => resolve());
            }),
          cancelled: () => own.cancel.signal.aborted,
          offer: async (engine, results) => {
            const next = await offerNext(catalogue, engine, plan.request, results);
            await keepNext(ports, run, next);
            return next;
          },
        });
      });
      void session.ended.then(() => {
        hangUp();
        atWork.delete(run);
        waiting.delete(run);
      });
      return { run };
    },
    'repair.watch': ({ run, fromSeq }, signal): AsyncIterable<RunEvent> => {
      const log = sessions.watchable(run);
      if (!log)
        throw new AppError('not-found', `Run ${run} is not at work in this application.`, "'rescuepc status' reads it from its journal.");
      return log.watch(fromSeq, signal);
    },
    'repair.active': () => Promise.resolve([...sessions.list()]),
    'repair.consent': async ({ run, digest }) => {
      const [engine, resume] = [atWork.get(run), waiting.get(run)];
      if (!engine || !resume) throw new AppError('not-found', `Run ${run} does not wait for consent.`);
      for await (const _event of engine['engine.run']({ digest, run })) break;
      waiting.delete(run);
      resume();
      return null;
    },
    'repair.cancel': async ({ run }) => {
      const message = 'It stops after the step in flight.';
      const session = sessions.find(run);
      if (session) {
        session.cancel.abort();
        return { accepted: true, message };
      }
      if (await ports.cancelChannel.ask(run)) return { accepted: true, message };
      // Somebody else's run: a marker beside its journal, which the worker reads between steps.
      const [store] = await storesOf(engines, run, '/');
      const engine = await engineFor(engines, store ?? 'machine');
      return engine['engine.cancel']({ run });
    },
    'repair.verify': async ({ run, root, accept }) => {
      const [store] = await storesOf(engines, run, root);
      const engine = await engineFor(engines, store ?? 'machine');
      return engine['engine.verify']({ run, root, ...(accept === undefined ? {} : { accept }) });
    },
    'repair.recover': async ({ run, root }) => {
      await storesOf(engines, run, root);
      sessions.start(run, ports.now, async (_own, emit) => {
        for (const engine of await enginesOf(engines, run, root))
          for await (const { v: _v, run: _run, seq: _seq, at: _at, ...event } of engine['engine.recover']({ run, root })) emit(event);
      });
      return { run };
    },
    'undo.preview': (asked) => undoWhole(engines, { ...asked, preview: true, overwrite: [], warned: [] }, () => undefined),
    'undo.start': (asked) => {
      sessions.start(asked.run, ports.now, async (_own, emit) => {
        const steps = await undoWhole(engines, { ...asked, preview: false }, emit);
        emit({ type: 'undone', steps });
      });
      return Promise.resolve({ run: asked.run });
    },
  };
}

/** Whether root's part was made without root's rights. */
function isProvisional({ parts }: Plan): boolean {
  return parts.some((part) => part.provisional && part.scope === 'machine');
}
