import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stdoutText, unusable } from '../raw.js';

/** Whether anything that comes in may be refused. */
export type InputFilter = { readonly refuses: boolean };

type Chain = { family?: string; table?: string; name?: string; hook?: string; policy?: string };
type Rule = { family?: string; table?: string; chain?: string; expr?: unknown[] };

/**
 * `nft -j list ruleset`: from each chain hooked to input, through its jumps, is there a policy or a rule that drops or rejects?
 * Rules made through iptables-nft are in it; those of the old iptables-legacy are not. Source: libnftables-json(5).
 */
export function readNftRuleset(raw: Raw): ReadingOf<InputFilter> {
  const bad = unusable(raw, "Install 'nftables'.");
  if (bad) return bad;
  const list = raw.code === 0 ? parse(stdoutText(raw)) : null;
  if (list === null) return notUnderstood(raw);
  const chains = list.flatMap(({ chain }) => (chain ? [chain] : []));
  const rules = list.flatMap(({ rule }) => (rule ? [rule] : []));
  const inputs = chains.filter((chain) => chain.hook === 'input');
  const refuses = inputs.some((chain) => chain.policy === 'drop' || refusesBelow(chain, rules, new Set()));
  const line = `${inputs.length} chains for what comes in, ${rules.length} rules`;
  const meaning = refuses ? 'what comes in is filtered' : 'everything may come in';
  return { known: true, value: { refuses }, evidence: [{ source: commandLine(raw), line, meaning }] };
}

function refusesBelow({ family, table, name }: Chain, rules: readonly Rule[], seen: Set<string>): boolean {
  const key = `${family} ${table} ${name}`;
  if (seen.has(key)) return false;
  seen.add(key);
  const own = rules.filter((rule) => rule.family === family && rule.table === table && rule.chain === name);
  return own.some((rule) =>
    (rule.expr ?? []).some((entry) => {
      if (entry === null || typeof entry !== 'object') return false;
      const { xt, jump, goto } = entry as { xt?: { name?: string }; jump?: { target?: string }; goto?: { target?: string } };
      if ('drop' in entry || 'reject' in entry || /^(DROP|REJECT)$/.test(xt?.name ?? '')) return true;
      const next = jump?.target ?? goto?.target;
      return next !== undefined && refusesBelow({ family: family ?? '', table: table ?? '', name: next }, rules, seen);
    }),
  );
}

type Entry = { chain?: Chain; rule?: Rule };

function parse(text: string): Entry[] | null {
  try {
    const { nftables } = JSON.parse(text) as { nftables?: unknown };
    // The first entry is always the version: without it, it is not nft's answer.
    if (!Array.isArray(nftables) || !nftables.some((entry: unknown) => hasMetainfo(entry))) return null;
    return nftables.filter((entry: unknown): entry is Entry => entry !== null && typeof entry === 'object');
  } catch {
    return null;
  }
}

function hasMetainfo(entry: unknown): boolean {
  return entry !== null && typeof entry === 'object' && 'metainfo' in entry;
}

/** `iptables -S`: `-P INPUT DROP`, `-A CHAIN ... -j DROP`. Any refusing rule below INPUT counts, whatever it matches. */
export function readIptables(raw: Raw): ReadingOf<InputFilter> {
  const bad = unusable(raw, "Install 'nftables'.");
  if (bad) return bad;
  const lines = stdoutText(raw).split('\n');
  if (raw.code !== 0 || !lines.some((line) => line.startsWith('-P INPUT '))) return notUnderstood(raw);
  const reached = new Set(['INPUT']);
  for (const chain of reached)
    for (const line of lines) {
      const next = line.startsWith(`-A ${chain} `) ? / -[jg] (\S+)/.exec(line)?.[1] : undefined;
      if (next !== undefined) reached.add(next);
    }
  const refuses = lines.includes('-P INPUT DROP') || reached.has('DROP') || reached.has('REJECT');
  const line = lines.find((entry) => entry.startsWith('-P INPUT ')) ?? '';
  return {
    known: true,
    value: { refuses },
    evidence: [{ source: commandLine(raw), line, meaning: refuses ? 'what comes in is filtered' : 'everything may come in' }],
  };
}
