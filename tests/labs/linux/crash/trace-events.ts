/** One file call of a worker: line numbers of a trace where it began and where it had ended, and how it ended. */
export type Call = {
  readonly thread: string;
  readonly name: string;
  /** All that strace says of it, arguments and result. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

/** The calls of a strace -f, those that were shown in two pieces put together; in the order in which they began. */
export function callsIn(trace: string): readonly Call[] {
  const open = new Map<string, { name: string; text: string; from: number }>();
  const calls: Call[] = [];
  for (const [line, whole] of trace.split('\n').entries()) {
    const [, thread = '', text = ''] = /^(\d+)\s+(.*)$/.exec(whole) ?? [];
    const begun = /^(\w+)\((.*)$/.exec(text);
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(text);
    const earlier = open.get(thread);
    if (begun && text.endsWith('<unfinished ...>')) open.set(thread, { name: begun[1] ?? '', text, from: line });
    else if (begun) calls.push({ thread, name: begun[1] ?? '', text, from: line, to: line });
    else if (resumed && earlier)
      calls.push({ ...earlier, thread, text: earlier.text.replace(' <unfinished ...>', resumed[2] ?? ''), to: line });
  }
  return calls.toSorted((a, b) => a.from - b.from);
}

/** The only thread that does the worker's file calls: the one that writes the journal. */
export function ofFileThread(calls: readonly Call[]): readonly Call[] {
  const thread = calls.find((call) => call.name === 'pwrite64' && call.text.includes('journal.ndjson'))?.thread;
  return calls.filter((call) => call.thread === thread);
}

/** Which call of its name it is in its thread: the N of strace's `when=N`. 0: there is none. */
export function ordinal(calls: readonly Call[], name: string, part: string): number {
  const same = calls.filter((call) => call.name === name);
  return same.findIndex((call) => call.text.includes(part)) + 1;
}
