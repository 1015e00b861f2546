import type { StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { stderrText, stdoutText } from '../../facts/raw.js';
import type { Raw } from '../../ports.js';

type CommandBody = StepOf<'command'> | StepOf<'script'>;

/** Looks at a changing command's answer. Returns if it did its work; AppError (busy, step-failed, ...) if not. */
type CommandReader = (raw: Raw, body: CommandBody) => void;

export const commandReaders: Readonly<Record<string, CommandReader>> = {
  'exit-code': expectExit,
  dpkg: readDpkg,
  nmcli: readNmcli,
};

function expectExit(raw: Raw, body: CommandBody): void {
  if (raw.missing) throw new AppError('step-failed', `${raw.argv[0]} is not on this machine.`);
  if (raw.timedOut) throw new AppError('timed-out', `${raw.argv.join(' ')} did not end in time and was stopped.`);
  if (raw.signal !== null) throw new AppError('step-failed', `${raw.argv.join(' ')} was ended by ${raw.signal}.`);
  if (raw.code === null || !body.okExit.includes(raw.code)) {
    throw new AppError('step-failed', `${raw.argv.join(' ')} ended with exit code ${raw.code ?? 'none'}: ${lastWords(raw)}`);
  }
}

/** dpkg and apt: a held lock is busy, never an error to force; a package whose script fails is named. */
function readDpkg(raw: Raw, body: CommandBody): void {
  const text = `${stdoutText(raw)}\n${stderrText(raw)}`;
  const lock = /lock.*(?:locked by another process|is held by process|Could not get lock).*|Could not get lock.*/i.exec(text);
  if (raw.code !== 0 && lock)
    throw new AppError(
      'busy',
      `Another package program is at work: ${lock[0].trim()}`,
      'Wait until it has finished, then repair again. Its lock is never removed by force.',
    );
  const script = /installed (\S+) package (\S+) script subprocess returned error exit status (\d+)/.exec(text);
  if (raw.code !== 0 && script)
    throw new AppError(
      'step-failed',
      `The ${script[2]} script of package ${script[1]} failed with exit status ${script[3]}.`,
      `Reinstall or remove ${script[1]}; the other packages were finished.`,
    );
  expectExit(raw, body);
}

/** Late answers are no failure: the change goes on without the one who asked, and the diagnosis afterwards says what became of it. */
function readNmcli(raw: Raw, body: CommandBody): void {
  if (!answeredLate(raw)) expectExit(raw, body);
}

/** Whether nmcli gave up waiting for NetworkManager, which works on: its exit code 3, or the bus's limit of 25 s. Source: nmcli(1). */
export function answeredLate(raw: Raw): boolean {
  return (
    raw.timedOut ||
    raw.code === 3 ||
    (raw.code === 1 && /Timeout was reached|Timeout expired|NoReply/.test(`${stdoutText(raw)}\n${stderrText(raw)}`))
  );
}

function lastWords(raw: Raw): string {
  const text = `${stdoutText(raw)}\n${stderrText(raw)}`.trim();
  return text.split('\n').slice(-3).join(' / ').slice(0, 400) || 'no output';
}
