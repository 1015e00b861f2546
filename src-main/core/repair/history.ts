import type { JournalCheck, RunSummary } from '../../../src-shared/contract/run.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { EnginePorts } from '../engine-ports.js';
import type { RunFolder } from '../store-ports.js';
import { readJournal } from './journal.js';
import { stepsOf } from './progress.js';
import type { Row } from './rows.js';
import { earliestFirst } from './run-order.js';
import { summarise } from './summary.js';

export type History = { runs: RunSummary[]; stamps: Record<string, string>; checks: JournalCheck[]; unreadable: string[] };
export type HistoryRequest = { readonly run?: string; readonly check: boolean; readonly known?: Readonly<Record<string, string>> };

/**
 * All runs of the engine's store, or one, newest first; with `check`, whether journals and backups are whole. A
 * run whose stamp the caller knows, and which nobody is at work on, is not read again.
 */
export async function readHistory(ports: EnginePorts, root: string, { run, check, known = {} }: HistoryRequest): Promise<History> {
  const store = await ports.store(root);
  const holder = await store.holder();
  const history: History = { runs: [], stamps: {}, checks: [], unreadable: [] };
  const all = await store.list().catch((thrown: unknown) => {
    history.unreadable.push(toAppError(thrown).message);
    return [];
  });
  const ids = all
    .filter((id) => run === undefined || id === run)
    .toSorted()
    .toReversed();
  for (const id of ids) {
    const stamp = await store.stamp(id);
    const held = holder?.run === id;
    history.stamps[id] = stamp;
    if (!check && !held && stamp !== '' && known[id] === stamp) continue;
    try {
      const { folder, about } = await store.open(id);
      const { rows, problems, tornBytes } = await readJournal(folder);
      const summary = summarise(id, ports.host.store, about, rows, held);
      history.runs.push(summary);
      if (problems.length > 0) history.unreadable.push(`Run ${id}: ${problems.join('; ')}.`);
      if (!check) continue;
      const torn = tornBytes > 0 ? [`its last line was cut off (${tornBytes} bytes); the rows before it are whole`] : [];
      const broken = ports.host.store === 'machine' && !ports.host.elevated ? [] : await brokenBackups(folder, rows);
      const found = [...problems, ...torn, ...broken];
      const ok = found.length === 0;
      history.checks.push({ run: id, store: ports.host.store, ok, rows: rows.length, head: summary.head, problems: found });
    } catch (thrown) {
      const { message } = toAppError(thrown);
      history.unreadable.push(`Run ${id}: ${message}`);
      if (check) history.checks.push({ run: id, store: ports.host.store, ok: false, rows: 0, head: '', problems: [message] });
    }
  }
  history.runs.sort((a, b) => earliestFirst(b, a));
  return history;
}

async function brokenBackups(folder: RunFolder, rows: readonly Row[]): Promise<string[]> {
  const problems: string[] = [];
  // What a command wrote anew when it ran again counts as it was left last.
  const last = new Map(stepsOf(rows).flatMap((step) => step.backups.map((backup) => [backup.name, backup] as const)));
  for (const backup of last.values()) {
    const found = await folder.measureBackup(backup.name).catch(() => null);
    if (found === null) problems.push(`the backup ${backup.name} is gone`);
    else if (found.sha256 !== backup.sha256) problems.push(`the backup ${backup.name} was changed after it was kept`);
  }
  return problems;
}
