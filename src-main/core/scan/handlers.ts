import { AppError } from '../../../src-shared/errors.js';
import type { Scan, ScanRequest } from '../../../src-shared/contract/scan.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import { readWholeHistory } from '../history/join.js';
import type { Catalogue } from '../repair/catalogue.js';
import type { Index } from '../ports.js';
import { describeFacts, describeRoutines } from './describe.js';
import { readSince } from './kept-readings.js';
import { chooseForScan, judgeScan, readingsOf } from './scan.js';
import { ladderFor } from './symptoms/index.js';

/** Looking at the machine, and what can be looked at. */
export function scanHandlers(ports: AppPorts, catalogue: Catalogue): FeatureHandlers<'scan' | 'routines' | 'facts'> {
  const { engines, index } = ports;
  return {
    'scan.start': async (request) => {
      if (request.root === '/' && request.only === undefined) await finishAfterRestart(ports);
      const startedAt = ports.now();
      const ladder = request.symptom === undefined ? null : ladderFor(catalogue, request.symptom);
      const chosen = ladder ? { ...ladder, facts: ladder.reads, checks: [] } : chooseForScan(catalogue, request);
      const { root, cost, user } = request;
      const ask = { ids: [...chosen.facts], cost, root, ...(user === undefined ? {} : { user }) };
      const readings = isWhole(request)
        ? await readSince(engines.local, index, ask, { at: startedAt, use: request.mayBeKept === true })
        : (await engines.local['engine.facts'](ask)).readings;
      const durationMs = ports.now().getTime() - startedAt.getTime();
      const about = { id: ports.newRunId(), startedAt: startedAt.toISOString(), durationMs, host: ports.hostName, os: ports.os, root };
      const judged = judgeScan(catalogue, chosen.routines, chosen.checks, readings, about);
      const scan =
        ladder && request.symptom
          ? { ...judged, symptom: { name: request.symptom, rungs: ladder.climb(readingsOf(catalogue, readings)) } }
          : judged;
      await index.saveScan(scan);
      return scan;
    },
    'scan.get': ({ id }) => needScan(index, id),
    'scan.list': () => index.scans(),
    'routines.list': ({ os }) => Promise.resolve(describeRoutines(catalogue.routines, os)),
    'facts.list': () => Promise.resolve(describeFacts(catalogue)),
  };
}

/** Of the running machine, and no question at single facts or a complaint: only these use and fill what is kept. */
function isWhole({ root, only, symptom }: ScanRequest): boolean {
  return root === '/' && only === undefined && symptom === undefined;
}

/** A kept scan. AppError not-found. */
export async function needScan(index: Index, id: string): Promise<Scan> {
  const scan = await index.scan(id);
  if (scan) return scan;
  throw new AppError('not-found', `There is no scan ${id} here.`, "'rescuepc history' lists scans and runs.");
}

/** Repairs that waited for a restart get their verdict by the first scan after it, as far as this process has the rights. */
async function finishAfterRestart(ports: AppPorts): Promise<void> {
  const { runs } = await readWholeHistory(ports.engines, ports.index, { check: false, root: '/' });
  for (const { id, store } of runs.filter((run) => run.state === 'restart-pending')) {
    if (store === 'machine' && !ports.engines.elevated) continue;
    const engine = store === 'machine' ? await ports.engines.machine() : ports.engines.local;
    // A run that cannot be verified now stays pending and is named by 'rescuepc runs'.
    await engine['engine.verify']({ run: id, root: '/' }).catch(() => undefined);
  }
}
