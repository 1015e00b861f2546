import type { Unread } from '../../../src-shared/contract/fact.js';
import { hasEndlessLine } from '../foreign-lines.js';
import type { Raw } from '../ports.js';

const decoder = new TextDecoder();

/** A command's standard output as text; bytes that are not UTF-8 become the replacement character. */
export function stdoutText(raw: Raw): string {
  return decoder.decode(raw.stdout);
}

export function stderrText(raw: Raw): string {
  return decoder.decode(raw.stderr);
}

export function commandLine(raw: Raw): string {
  return raw.argv.join(' ');
}

/** Why a command's answer cannot be used at all: missing, timed out, flooded, killed. null: it can be read. */
export function unusable(raw: Raw, install = ''): Unread | null {
  const name = raw.argv[0] ?? '';
  if (raw.missing) return unread('missing-tool', `${name} is not on this machine.`, install);
  if (raw.timedOut)
    return unread(
      'timed-out',
      `${commandLine(raw)} did not answer in time.`,
      'Try again; if it hangs again, the disk or a service it asks may hang.',
    );
  if (raw.truncated || hasEndlessLine(raw.stdout) || hasEndlessLine(raw.stderr))
    return unread('unexpected-output', `${commandLine(raw)} printed without end.`, '');
  if (raw.signal !== null) return unread('failed', `${commandLine(raw)} was ended by ${raw.signal}.`, '');
  if (raw.code === null) return unread('failed', `${commandLine(raw)} ended without an exit code.`, '');
  return null;
}

/** The answer was not understood: it is shown, and it is never taken for "healthy". */
export function notUnderstood(raw: Raw): Unread {
  const text = `${stdoutText(raw)}\n${stderrText(raw)}`.trim().split('\n')[0] ?? '';
  const code = raw.code === null ? 'no exit code' : `exit code ${raw.code}`;
  return unread(
    'unexpected-output',
    `${commandLine(raw)} answered with ${code} and words that are not known here: ${JSON.stringify(text.slice(0, 160))}.`,
    '',
  );
}

export function unread(code: Unread['code'], reason: string, cure: string): Unread {
  return { known: false, code, reason, cure };
}
