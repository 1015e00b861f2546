import type { Raw } from '../../ports.js';
import { saidLines } from './text.js';

export type PackageTrouble = {
  readonly kind: 'no-rights' | 'busy' | 'interrupted' | 'unmet' | 'failed';
  readonly line: string;
  /** Package or process that it is about; '' if none is named. */
  readonly what: string;
};

type Rule = { readonly kind: PackageTrouble['kind']; readonly pattern: RegExp };

/**
 * What apt, apt-get and dpkg say when they cannot do their work: in the C locale, and by what no translation changes (paths of locks,
 * error numbers, commands to type). The order counts: missing rights also name the lock. Sources: transcripts apt-get-*, dpkg-*;
 * apt's and dpkg's message texts in ten languages.
 */
const rules: readonly Rule[] = [
  {
    kind: 'no-rights',
    pattern:
      /^E: .*(?:are you root\?|13: Permission denied|\/lock(?:-frontend)?\b.*\(13: )|requested operation requires superuser privilege/,
  },
  { kind: 'busy', pattern: /Could not get lock \S+?\.? It is held by process (\d+(?: \([^)]*\))?)/ },
  { kind: 'busy', pattern: /lock (?:is|was) locked by another process(?: with pid (\d+))?/ },
  { kind: 'busy', pattern: /Could not get lock |Unable to acquire the dpkg frontend lock|Unable to lock (?:directory|the administration)/ },
  {
    kind: 'busy',
    pattern: /^E: .*\/(?:var\/lib\/dpkg|var\/lib\/apt\/lists|var\/cache\/apt\/archives)\/lock(?:-frontend)?\b.*(?:\(11: |\D(\d+) ?[(（])/,
  },
  { kind: 'interrupted', pattern: /^E: (?:dpkg was interrupted|.*\bdpkg --configure -a\b)/ },
  { kind: 'unmet', pattern: /^\s+(\S+) : (?:Pre)?(?:Depends|Breaks|Conflicts): / },
  { kind: 'unmet', pattern: /^E: (?:Unmet dependencies|.*\bapt(?:-get)? (?:--fix-broken|-f) install\b)/ },
  { kind: 'failed', pattern: /^dpkg: error processing (?:(?:package|archive) )?(\S+)(?: \(--|:|$)/ },
  { kind: 'failed', pattern: /^dpkg: dependency problems prevent configuration of ([^\s:]+)/ },
  { kind: 'failed', pattern: /^(?:dpkg(?:-\w+)?: (?:unrecoverable fatal )?error: |E: |Err:\d+ )/ },
  { kind: 'failed', pattern: /^W: (?:Failed to fetch|GPG error|Some index files failed|An error occurred during the signature)/ },
];

/** The troubles that a package program's answer names, one a line. */
export function readPackageWords(raw: Raw): PackageTrouble[] {
  return saidLines(raw).flatMap((line) => {
    for (const { kind, pattern } of rules) {
      const match = pattern.exec(line);
      if (match) return [{ kind, line, what: match[1] ?? '' }];
    }
    return [];
  });
}

/** Worst first: what kept it from even starting comes before what went wrong on the way. */
const order: readonly PackageTrouble['kind'][] = ['no-rights', 'busy', 'interrupted', 'failed', 'unmet'];

/** The kind that decides; null: none is named. "Unmet dependencies" ends with an error line of its own, which is not another. */
export function worstTrouble(troubles: readonly PackageTrouble[]): PackageTrouble['kind'] | null {
  return order.find((kind) => troubles.some((trouble) => trouble.kind === kind)) ?? null;
}
