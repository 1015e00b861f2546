import type { Reading } from '../../../src-shared/contract/fact.js';
import type { Scan, ScanRequest, ScanScope } from '../../../src-shared/contract/scan.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import { compareKept } from '../history/changes.js';
import { readWholeHistory, touchedIn } from '../history/join.js';
import { noteInOpenJob } from '../job/job.js';
import { withNotAsked, type Catalogue } from '../repair/catalogue.js';
import { diskFailing } from './checks/disk-failing.js';
import { describeFacts, describeRoutines } from './describe.js';
import { needScan } from './kept.js';
import { readSince } from './kept-readings.js';
import { gather, readFactsNow } from './read.js';
import { chooseForScan, judgeScan } from './scan.js';
import { ladderFor } from './symptoms/index.js';

/** Looking at the machine, and what can be looked at. */
export function scanHandlers(ports: AppPorts, catalogue: Catalogue): FeatureHandlers<'scan' | 'routines' | 'facts'> {
  const { engines, index } = ports;
  return {
    'scan.start': async function* (request, signal) {
      if (request.root === '/' && request.only === undefined) await finishAfterRestart(ports, request.accept ?? []);
      const startedAt = ports.now();
      const repairs = await repairsUntilNow(ports, request.root);
      const ladder = request.symptom === undefined ? null : ladderFor(catalogue, request.symptom);
      const chosen = ladder ? { ...ladder, facts: ladder.reads, checks: [diskFailing] } : chooseForScan(catalogue, request);
      const { root, cost, user, accept, elevate = false } = request;
      const ids = [...chosen.facts];
      const titles = new Map(catalogue.facts.map((fact): [string, string] => [fact.id, fact.title]));
      const readings: Record<string, Reading> = {};
      const asked = { ids, cost, root, user, accept, elevate };
      const reads = isWhole(request)
        ? readSince(engines, index, asked, { at: startedAt, use: request.mayBeKept === true }, signal)
        : readFactsNow(engines, asked, signal);
      for await (const { id, reading } of reads) {
        readings[id] = reading;
        const done = Object.keys(readings).length;
        yield { type: 'reading', fact: id, title: titles.get(id) ?? id, known: reading.known, done, total: Math.max(done, ids.length) };
      }
      const durationMs = ports.now().getTime() - startedAt.getTime();
      const about = {
        id: ports.newRunId(),
        startedAt: startedAt.toISOString(),
        durationMs,
        host: ports.hostName,
        os: ports.os,
        root,
        scope: scopeOf(request),
        ...(repairs === null ? {} : { repairs }),
      };
      const judged = judgeScan(catalogue, chosen.routines, chosen.checks, readings, about);
      const scan =
        ladder && request.symptom
          ? { ...judged, symptom: { name: request.symptom, rungs: ladder.climb(withNotAsked(catalogue.facts, readings)) } }
          : judged;
      await index.saveScan(scan);
      await noteInOpenJob(ports, { scan: scan.scan.id });
      yield scan;
    },
    'scan.get': ({ id }) => needScan(index, id),
    'scan.list': async () => [...(await index.scans())],
    'scan.compare': async ({ from, to }) => compareKept(catalogue, await needScan(index, from), await needScan(index, to)),
    'routines.list': ({ os }) => Promise.resolve(describeRoutines(catalogue.routines, os)),
    'facts.list': () => Promise.resolve(describeFacts(catalogue)),
    'facts.read': async (request, signal) => gather(readFactsNow(engines, request, signal)),
  };
}

/** Of the running machine, and no question at single facts or a complaint: only these use and fill what is kept. */
function isWhole({ root, only, symptom }: ScanRequest): boolean {
  return root === '/' && only === undefined && symptom === undefined;
}

function scopeOf({ cost, only, symptom }: ScanRequest): ScanScope {
  return only !== undefined || symptom !== undefined || cost === 'on-demand' ? 'single' : cost;
}

/** How far RescuePC's own work is before the look; null where nobody can tell: then the clock has to. */
async function repairsUntilNow({ engines, index }: AppPorts, root: string): Promise<NonNullable<Scan['scan']['repairs']> | null> {
  const history = await readWholeHistory(engines, index, { check: false, root }).catch(() => null);
  return history && { last: history.runs[0]?.id ?? '', touched: touchedIn(history.runs) };
}

/** Repairs that waited for a restart get their verdict by the first scan after it, as far as this process has the rights. */
async function finishAfterRestart(ports: AppPorts, accept: readonly Gate[]): Promise<void> {
  const { runs } = await readWholeHistory(ports.engines, ports.index, { check: false, root: '/' });
  for (const { id, store } of runs.filter((run) => run.state === 'restart-pending')) {
    if (store === 'machine' && !ports.engines.elevated) continue;
    const engine = store === 'machine' ? await ports.engines.machine() : ports.engines.local;
    // A run that cannot be verified now stays pending and is named by 'rescuepc runs'.
    await engine['engine.verify']({ run: id, root: '/', accept: [...accept] }).catch(() => undefined);
  }
}
