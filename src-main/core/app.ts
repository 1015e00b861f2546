import type { AppContract } from '../../src-shared/contract/app.js';
import type { Plan } from '../../src-shared/contract/plan.js';
import type { EventBody, RunEvent } from '../../src-shared/contract/run.js';
import type { Scan } from '../../src-shared/contract/scan.js';
import { AppError } from '../../src-shared/errors.js';
import type { Handlers } from '../../src-shared/wire/contract.js';
import { joinHistories } from './history/join.js';
import type { Catalogue } from './repair/catalogue.js';
import { planWhole, runWhole, storesOf, undoWhole, type EngineClient, type Engines } from './repair/coordinator.js';
import { createSessions, type Session } from './repair/sessions.js';
import { makeReport } from './report/report.js';
import { describeFacts, describeRoutines } from './scan/describe.js';
import { chooseForScan, judgeScan } from './scan/scan.js';
import type { Index } from './ports.js';

/** What the application needs besides its engines. */
export type AppPorts = {
  readonly engines: Engines;
  readonly index: Index;
  readonly hostName: string;
  readonly os: 'linux' | 'windows' | 'macos';
  readonly version: string;
  now(): Date;
  newRunId(): string;
};

/** The application: the only place where features are put together. Hosts serve it over their Ports. */
export function createApp(ports: AppPorts, catalogue: Catalogue): { handlers: Handlers<AppContract>; stop(): Promise<void> } {
  const { engines, index } = ports;
  const sessions = createSessions();
  const plans = new Map<string, Plan>();
  const waiting = new Map<string, { engine: EngineClient; resume(digest: string): void }>();

  function begin(run: string, work: (emit: (event: EventBody) => void, session: Session) => Promise<void>): { run: string } {
    sessions.start(run, ports.now, (session, emit) => work(emit, session));
    return { run };
  }

  const handlers: Handlers<AppContract> = {
    'scan.start': async (request) => {
      const startedAt = ports.now();
      const { facts, routines } = chooseForScan(catalogue, request);
      const readings = await engines.local['engine.facts']({ ids: facts, cost: request.cost, root: request.root });
      const about = {
        id: ports.newRunId(),
        startedAt: startedAt.toISOString(),
        durationMs: ports.now().getTime() - startedAt.getTime(),
        host: ports.hostName,
        os: ports.os,
        root: request.root,
      };
      const scan = judgeScan(catalogue, routines, readings, about);
      await index.saveScan(scan);
      return scan;
    },
    'scan.get': async ({ id }) => needScan(await index.scan(id), id),
    'scan.list': () => index.scans(),
    'routines.list': ({ os }) => Promise.resolve(describeRoutines(catalogue, os)),
    'facts.list': () => Promise.resolve(describeFacts(catalogue)),

    'repair.plan': async ({ request, elevate }) => {
      const plan = await planWhole(engines, catalogue, request, elevate);
      plans.set(plan.digest, plan);
      return plan;
    },
    'repair.start': ({ digest, run = ports.newRunId() }) => {
      const plan = plans.get(digest);
      if (!plan) throw new AppError('plan-changed', 'There is no plan with this digest.', 'Make the plan again.');
      const provisional = plan.parts.some((part) => part.provisional && part.scope === 'machine');
      if (provisional)
        throw new AppError(
          'consent-needed',
          'This plan is provisional: it was made without the rights to look at everything.',
          'Make it again with the rights to run it.',
        );
      return Promise.resolve(
        begin(run, (emit, session) =>
          runWhole(
            engines,
            plan,
            run,
            emit,
            (engine) =>
              new Promise((resolve) => {
                waiting.set(run, { engine, resume: () => resolve() });
                session.cancel.signal.addEventListener('abort', () => resolve());
              }),
            () => session.cancel.signal.aborted,
          ),
        ),
      );
    },
    'repair.watch': ({ run, fromSeq }, signal): AsyncIterable<RunEvent> => {
      const session = sessions.find(run);
      if (!session)
        throw new AppError('not-found', `Run ${run} is not at work in this application.`, "'rescuepc status' reads it from its journal.");
      return session.log.watch(fromSeq, signal);
    },
    'repair.consent': async ({ run, digest }) => {
      const held = waiting.get(run);
      if (!held) throw new AppError('not-found', `Run ${run} does not wait for consent.`);
      for await (const _event of held.engine['engine.run']({ digest, run, by: engines.userName })) break;
      waiting.delete(run);
      held.resume(digest);
      return null;
    },
    'repair.cancel': async ({ run }) => {
      sessions.find(run)?.cancel.abort();
      const stores = sessions.find(run) ? (['machine', 'user'] as const) : await storesOf(engines, run, '/');
      let answer = { accepted: false, message: `Run ${run} is not at work.` };
      for (const store of stores) {
        const reached = await cancelIn(store, run);
        if (reached.accepted) answer = reached;
      }
      return answer;
    },
    'repair.verify': async ({ run, root }) => {
      const [store] = await storesOf(engines, run, root);
      const engine = store === 'user' ? engines.local : await engines.machine();
      return engine['engine.verify']({ run, root });
    },
    'repair.recover': async ({ run, root }) => {
      const stores = await storesOf(engines, run, root);
      return begin(run, async (emit) => {
        for (const store of stores) {
          const engine = store === 'user' ? engines.local : await engines.machine();
          for await (const { v: _v, run: _run, seq: _seq, at: _at, ...event } of engine['engine.recover']({ run, root })) emit(event);
        }
      });
    },

    'undo.preview': (asked) => undoWhole(engines, { ...asked, preview: true, overwrite: [], warned: [] }, () => undefined),
    'undo.start': (asked) =>
      Promise.resolve(
        begin(asked.run, async (emit) => {
          const steps = await undoWhole(engines, { ...asked, preview: false }, emit);
          emit({ type: 'undone', steps });
        }),
      ),

    'history.list': async (asked) => {
      const [machine, user] = await Promise.all([
        engines.machineReader['engine.history'](asked),
        asked.root === '/' ? engines.local['engine.history'](asked) : null,
      ]);
      return joinHistories(machine, user);
    },
    'quarantine.list': async ({ root }) => {
      const [user, machine] = await Promise.all([
        engines.local['engine.quarantine']({ op: 'list', root }),
        engines.machineReader['engine.quarantine']({ op: 'list', root }).catch(() => null),
      ]);
      return [...(machine?.entries ?? []), ...user.entries];
    },
    'quarantine.purge': async ({ id, root }) => {
      const own = (await engines.local['engine.quarantine']({ op: 'list', root })).entries.some((entry) => entry.id === id);
      const engine = own ? engines.local : await engines.machine();
      const { freedBytes } = await engine['engine.quarantine']({ op: 'purge', id, root });
      return { freedBytes };
    },
    'report.make': async ({ format, scan, compare, redact, root }) => {
      const id = scan ?? (await index.scans())[0]?.id;
      if (id === undefined) throw new AppError('not-found', 'There is no scan to report on.', "Make one with 'rescuepc scan'.");
      const other = compare === undefined ? null : needScan(await index.scan(compare), compare);
      const history = await handlers['history.list']({ check: false, root }, new AbortController().signal);
      return {
        text: makeReport(
          { scan: needScan(await index.scan(id), id), compare: other, runs: history.runs, version: ports.version, madeAt: ports.now() },
          format,
          redact,
        ),
      };
    },
  };

  async function cancelIn(store: 'machine' | 'user', run: string): Promise<{ accepted: boolean; message: string }> {
    const engine = store === 'user' ? engines.local : await engines.machine();
    return engine['engine.cancel']({ run }).catch(() => ({ accepted: false, message: '' }));
  }

  return { handlers, stop: () => sessions.stopAll() };
}

function needScan(scan: Scan | null, id: string): Scan {
  if (scan) return scan;
  throw new AppError('not-found', `There is no scan ${id} here.`, "'rescuepc history' lists scans and runs.");
}
