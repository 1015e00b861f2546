import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unusable } from '../raw.js';

/** `enabled`: it prints what waits; `accepting`: it takes new jobs. */
export type Printer = { readonly name: string; readonly enabled: boolean; readonly accepting: boolean };
/** `runs` false: CUPS does not answer. `waiting`: jobs that are not printed yet. */
export type Printing = {
  readonly installed: boolean;
  readonly runs: boolean;
  readonly printers: readonly Printer[];
  readonly waiting: number;
};

/**
 * `lpstat -r -p -a -o`: whether CUPS runs, its printers (`printer NAME is idle.`, `printer NAME disabled since ...`), whether they
 * take jobs (`NAME not accepting requests since ...`) and the jobs (`NAME-12 user 1024 date`). Answers in English under C.UTF-8. Source: lpstat(1), cups/systemv/lpstat.c.
 */
export function readLpstat(raw: Raw): ReadingOf<Printing> {
  const bad = unusable(raw, "Install 'cups-client'.");
  if (bad) return bad;
  const text = stdoutText(raw);
  const said = `${text}\n${stderrText(raw)}`;
  const source = commandLine(raw);
  if (/^scheduler is not running$|Scheduler is not running|lpstat: (Bad file descriptor|Connection refused)/im.test(said)) {
    const evidence = [{ source, line: 'scheduler is not running', meaning: 'CUPS does not answer' }];
    return { known: true, value: { installed: true, runs: false, printers: [], waiting: 0 }, evidence };
  }
  if (!/^scheduler is running$/m.test(text)) return notUnderstood(raw);
  const takes = new Map(
    [...text.matchAll(/^(\S+) (not )?accepting requests since /gm)].map(([, name = '', not]) => [name, not === undefined]),
  );
  const printers = [...text.matchAll(/^printer (\S+) (is idle|now printing|disabled since)/gm)].map(([, name = '', state]) => ({
    name,
    enabled: state !== 'disabled since',
    accepting: takes.get(name) ?? true,
  }));
  // A printer line that is not known would hide a printer, and "no printers" has to be said.
  const lines = text.split('\n').filter((line) => line.startsWith('printer ')).length;
  if (printers.some(({ name }) => !takes.has(name))) return notUnderstood(raw);
  if (lines !== printers.length || (printers.length === 0 && !/No destinations added/.test(said) && raw.code !== 0))
    return notUnderstood(raw);
  const waiting = [...text.matchAll(/^\S+-\d+\s+\S+\s+\d+\s/gm)].length;
  const evidence = printers.map(({ name, enabled, accepting }) => ({
    source,
    line: name,
    meaning: !enabled ? 'printer, switched off' : accepting ? 'printer, ready' : 'printer, takes no jobs',
  }));
  const jobs = waiting === 0 ? [] : [{ source, line: `${waiting} jobs`, meaning: 'wait to be printed' }];
  return { known: true, value: { installed: true, runs: true, printers, waiting }, evidence: [...evidence, ...jobs] };
}
