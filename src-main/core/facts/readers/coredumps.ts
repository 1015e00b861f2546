import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

/** A program that was ended by a fault; `at` in milliseconds since 1970. */
export type ProgramCrash = { readonly program: string; readonly signal: number; readonly at: number };

/**
 * `coredumpctl list --json=short`: entries with time (microseconds), exe and sig. Without any it exits with 1 and says
 * "No coredumps found." Source: coredumpctl(1), systemd 249 and above; older ones refuse the option and stay unknown.
 */
export function readCoredumps(raw: Raw): ReadingOf<ProgramCrash[]> {
  const bad = unusable(raw, "Install 'systemd-coredump', so that crashes are kept.");
  if (bad) return bad;
  const told = stderrText(raw);
  if (/No journal files were (found|opened)/.test(told)) return unread('failed', 'No journal in which crashes are noted can be read.', '');
  // Before it, who is not root may be told that he does not see everything.
  if (raw.code === 1 && /^No coredumps found\.?$/m.test(told) && stdoutText(raw).trim() === '')
    return { known: true, value: [], evidence: [] };
  const entries = raw.code === 0 ? parse(stdoutText(raw)) : null;
  return entries === null ? notUnderstood(raw) : { known: true, value: entries, evidence: [] };
}

function parse(text: string): ProgramCrash[] | null {
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return null;
    const crashes = list.map((entry: unknown) => {
      const { time, exe, sig } = (entry ?? {}) as { time?: unknown; exe?: unknown; sig?: unknown };
      if (typeof time !== 'number') return null;
      return { program: typeof exe === 'string' ? exe : '', signal: typeof sig === 'number' ? sig : 0, at: time / 1000 };
    });
    return crashes.every((crash) => crash !== null) ? crashes : null;
  } catch {
    return null;
  }
}

/** An apport report's name: `_usr_bin_gedit.1000.crash` -> `/usr/bin/gedit`. null: not one. Source: apport's naming. */
export function apportProgram(file: string): string | null {
  const name = /^(_.+)\.\d+\.crash$/.exec(file)?.[1];
  return name === undefined ? null : name.replaceAll('_', '/');
}
