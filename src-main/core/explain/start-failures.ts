import type { Raw } from '../ports.js';
import { known, saidLines } from '../facts/readers/text.js';
import { verdict, type Verdict } from './verdict.js';

/** What a shell, sudo, pkexec or a program that lacks rights says instead of an answer. Sources: pkexec(1), sudo(8), POSIX sh. */
const reasons: readonly { readonly pattern: RegExp; readonly meaning: string; readonly advice: string }[] = [
  {
    pattern: /command not found|^(?:\S*sh: )?(?:\d+: )?\S+: not found$|^(?:env|sudo|timeout|nice): .*No such file or directory$/,
    meaning: 'the program is not on this machine, or not in the path',
    advice: 'Install it, or run it as root: it may lie in /usr/sbin.',
  },
  {
    pattern:
      /^Error getting authority: |^Error executing command as another user: |^sudo: (?:a (?:password|terminal) is required|no tty)|is not in the sudoers file/,
    meaning: 'administrator rights could not be had',
    advice: 'Run it as root, or where somebody can be asked for the password.',
  },
  {
    pattern:
      /You need to be root|must be (?:run as )?root|are you root\?|unless you are root|superuser privilege|Permission denied|Operation not permitted|Interactive authentication required|Access denied/,
    meaning: 'it needs administrator rights',
    advice: 'Run it again with administrator rights (sudo).',
  },
];

/** Said when a reader did not know the words: the command could not run at all. null: nothing of the kind. Never with exit code 0. */
export function startFailure(raw: Raw): Verdict | null {
  if (raw.code === 0) return null;
  for (const line of saidLines(raw))
    for (const { pattern, meaning, advice } of reasons)
      if (pattern.test(line)) return verdict('could-not-run', known(raw, null, [[line, meaning]]).evidence, advice);
  return null;
}

/** `pkexec`: 126 refused, 127 not authorised or nobody to ask. Else it is the command behind it. Source: pkexec(1); transcript pkexec-no-agent. */
export function pkexecFailure(raw: Raw): Verdict | null {
  const asked = saidLines(raw).find((line) => /^Error (?:getting authority|executing command)|Request dismissed|Not authorized/.test(line));
  if (asked === undefined || raw.code === 0) return null;
  return (
    startFailure(raw) ??
    verdict(
      'could-not-run',
      known(raw, null, [[asked, 'the question for the password was refused']]).evidence,
      'Run it again and agree, or run it as root.',
    )
  );
}
