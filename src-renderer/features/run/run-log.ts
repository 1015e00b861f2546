import type { RunEvent } from '../../../src-shared/contract/run.js';

/** A line of the log: a step's name, a command of it, what a command said, or a remark of the engine. */
export type LogLine = { readonly kind: 'step' | 'command' | 'output' | 'remark'; readonly text: string };

/** Lines in blocks, so that adding some costs one block however many there are. Lines are numbered from 0 for good. */
export type RunLog = {
  readonly blocks: readonly (readonly LogLine[])[];
  /** The number of the first line that is kept; those before were dropped. */
  readonly first: number;
  /** One more than the number of the last line. */
  readonly end: number;
  /** What was read last as it came, where it was no whole line yet: that line goes on. */
  readonly raw: string | null;
  readonly lastSeq: number;
};

export const emptyLog: RunLog = { blocks: [], first: 0, end: 0, raw: null, lastSeq: 0 };

const blockLines = 1_024;
/** More lines than these are in the run's folder only. */
const keptBlocks = 512;

/** Adds what the events say; those that are in the log already are passed over. */
export function addToLog(log: RunLog, events: readonly RunEvent[]): RunLog {
  const fresh = events.filter(({ seq }) => seq > log.lastSeq);
  const last = fresh.at(-1);
  if (!last) return log;
  const writer = writeTo(log);
  for (const event of fresh) writeEvent(writer, event);
  return { ...writer.end(), lastSeq: last.seq };
}

/** A line by its number; undefined where there is none. */
export function lineAt(log: RunLog, number: number): LogLine | undefined {
  const at = number - log.first;
  return log.blocks[Math.floor(at / blockLines)]?.[at % blockLines];
}

/** All kept lines from one number up to before another, as they can be copied; all of them unless told. */
export function textOf(log: RunLog, from = log.first, to = log.end): string {
  const lines = log.blocks.flat().slice(Math.max(0, from - log.first), to - log.first);
  return lines.map(({ kind, text }) => (kind === 'command' ? `$ ${text}` : text)).join('\n');
}

function writeEvent(writer: Writer, event: RunEvent): void {
  switch (event.type) {
    case 'step':
      writer.line({ kind: 'step', text: `${event.routine} ${event.step}  ${event.title}` });
      for (const argv of event.commands) writer.line({ kind: 'command', text: argv.join(' ') });
      return;
    case 'log':
      return writer.output(event.text);
    case 'step-failed':
      return writer.line({ kind: 'remark', text: event.message });
    case 'warning':
      return writer.line({ kind: 'remark', text: event.message });
    case 'step-restored':
      return writer.line({
        kind: 'remark',
        text: `${event.result}: ${event.title}${event.message === undefined ? '' : ` (${event.message})`}`,
      });
    case 'started':
    case 'routine':
    case 'step-done':
    case 'plan-changed':
    case 'verified':
    case 'finished':
    case 'undone':
      return;
  }
}

type Writer = { line(line: LogLine): void; output(text: string): void; end(): RunLog };

function writeTo(log: RunLog): Writer {
  const blocks = [...log.blocks];
  let block = [...(blocks.pop() ?? [])];
  let { end, raw } = log;

  function push(line: LogLine): void {
    if (block.length === blockLines) {
      blocks.push(block);
      block = [];
    }
    block.push(line);
    end += 1;
  }
  return {
    line(line) {
      push(line);
      raw = null;
    },
    output(text) {
      const parts = text.split('\n');
      const rest = parts.pop() ?? '';
      for (const part of parts) {
        put(part);
        raw = null;
      }
      if (rest !== '') put(rest);
    },
    end() {
      if (block.length > 0) blocks.push(block);
      const kept = blocks.slice(-keptBlocks);
      return { ...log, blocks: kept, first: log.first + (blocks.length - kept.length) * blockLines, end, raw };
    },
  };

  /** Text of one line: more of the one that is open, or a new one. It stays open until its end comes. */
  function put(part: string): void {
    if (raw !== null) {
      block.pop();
      end -= 1;
    }
    const whole = raw === null ? part : raw + part;
    // What a carriage return writes over is gone, as on a terminal.
    raw = (whole.includes('\r') ? whole.replace(/^[^]*\r(?=[^\r])/, '') : whole).slice(0, longest + 1);
    push({ kind: 'output', text: shown(raw) });
  }
}

/** Without colours and other control signs; not longer than anybody reads. */
function shown(raw: string): string {
  const clean = raw.search(controls) >= 0 ? raw.replace(escapes, '').replace(controls, '') : raw;
  return clean.length > longest ? `${clean.slice(0, longest)} …` : clean;
}

const longest = 4_000;
// oxlint-disable-next-line no-control-regex -- They are what is looked for.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]+/g;
// oxlint-disable-next-line no-control-regex -- They are what is looked for.
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
