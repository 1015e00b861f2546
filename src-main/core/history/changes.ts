import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { RunSummary, StepSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { AppPorts } from '../app-ports.js';
import type { Catalogue } from '../repair/catalogue.js';
import { compareScans, readsOfFindings } from '../scan/compare.js';
import { needScan } from '../scan/kept.js';
import { readWholeHistory } from './join.js';

type Change = StepSummary & { readonly run: string; readonly at: string };

/** Steps since then (an ISO date) that were not taken back, and what else is otherwise on the machine between the scans since then. */
export async function changesSince(
  ports: AppPorts,
  catalogue: Catalogue,
  since: string,
): Promise<{ changes: Change[]; machine: MachineChanges | null }> {
  const { runs } = await readWholeHistory(ports.engines, ports.index, { check: false, root: '/' });
  return { changes: changesOf(runs, since), machine: await machineChanges(ports, catalogue, since) };
}

/** A run that comes after one since then is since then as well, whatever the clock said. `runs`: the newest first. */
function changesOf(runs: readonly RunSummary[], since: string): Change[] {
  return runs
    .slice(0, runs.findLastIndex((run) => run.startedAt >= since) + 1)
    .flatMap((run) => run.steps.filter((step) => step.state !== 'restored').map((step) => ({ run: run.id, at: run.startedAt, ...step })));
}

/** The earliest and the newest whole scan since then, compared. null: there are no two. */
export async function machineChanges({ index }: AppPorts, catalogue: Catalogue, since: string): Promise<MachineChanges | null> {
  const all = (await index.scans()).filter((scan) => scan.whole);
  const whole = all.slice(0, all.findLastIndex((scan) => scan.startedAt >= since) + 1);
  const from = await firstReadable(index, whole.toReversed());
  const to = await firstReadable(index, whole);
  return !from || !to || from.scan.id === to.scan.id ? null : compareKept(catalogue, from, to);
}

/** Two scans compared, with the catalogue's knowledge of what each finding reads. Pure. */
export function compareKept(catalogue: Catalogue, from: Scan, to: Scan): MachineChanges {
  return compareScans(from, to, readsOfFindings(catalogue));
}

/** A scan that cannot be read any more is passed over: the next one says as much. */
async function firstReadable(index: AppPorts['index'], scans: readonly { readonly id: string }[]): Promise<Scan | undefined> {
  for (const { id } of scans) {
    const scan = await needScan(index, id).catch(() => undefined);
    if (scan) return scan;
  }
  return undefined;
}
