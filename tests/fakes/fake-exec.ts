import type { Command, Exec, Raw } from '../../src-main/core/ports.js';
import type { OnChange } from './fake-files.js';

/** What a fake program prints and how it ends; text is UTF-8. */
export type FakeAnswer = Partial<Omit<Raw, 'stdout' | 'stderr'>> & {
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string | Uint8Array;
};
export type FakeProgram = (command: Command) => FakeAnswer | Promise<FakeAnswer>;

export type FakeExec = Exec & {
  /** Answers every command whose words begin with `words`; the longest such table entry counts. */
  on(words: string, program: FakeProgram | FakeAnswer): void;
  /** Command lines that were run, in order. */
  readonly ran: string[];
};

/** Programs by a table; what is not in it is missing. */
export function createFakeExec(onChange: OnChange = () => undefined): FakeExec {
  const table = new Map<string, FakeProgram>();
  const ran: string[] = [];
  return {
    ran,
    on: (words, program) => void table.set(words, typeof program === 'function' ? program : () => program),
    async run(command) {
      const line = command.argv.join(' ');
      const [words] = [...table.keys()].filter((key) => line === key || line.startsWith(`${key} `)).toSorted((a, b) => b.length - a.length);
      const program = words === undefined ? undefined : table.get(words);
      if (!program) return rawOf({ argv: [...command.argv], missing: true, code: null });
      onChange(line, 'before');
      ran.push(line);
      await command.onStarted?.({ pid: 4242, startTime: '99' });
      const raw = rawOf({ argv: [...command.argv], ...(await program(command)) });
      if (command.onOutput && raw.stdout.length > 0) command.onOutput(new TextDecoder().decode(raw.stdout));
      onChange(line, 'after');
      return raw;
    },
  };
}

/** A raw result: exit code 0 and silence, unless told otherwise. */
export function rawOf(answer: FakeAnswer): Raw {
  return {
    argv: ['tool'],
    code: 0,
    signal: null,
    timedOut: false,
    truncated: false,
    missing: false,
    ...answer,
    stdout: bytesOf(answer.stdout),
    stderr: bytesOf(answer.stderr),
  };
}

function bytesOf(text: string | Uint8Array = ''): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}
