import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Raw } from '../ports.js';
import { commandLine, notUnderstood, stdoutText, unusable } from './raw.js';
import { defineFact } from './types.js';

/** 'kvm', 'oracle', 'docker', ...; null: a machine of its own. */
export type Virtualization = { readonly kind: string | null };

/** Whether this is a machine of its own, a virtual one or a container. */
export const virtualization = defineFact<Virtualization>({
  id: 'virtualization',
  title: 'Virtual machine',
  cost: 'default',
  needs: [],
  timeoutMs: 8_000,
  runningOnly: true,
  async read({ target, signal }) {
    return readDetectVirt(await target.exec.run({ argv: ['systemd-detect-virt'], timeoutMs: 6_000, signal }));
  },
});

/** Pure: one word; 'none' comes with exit 1, any other with 0. Source: systemd-detect-virt(1). */
export function readDetectVirt(raw: Raw): ReadingOf<Virtualization> {
  const bad = unusable(raw, "Install 'systemd'.");
  if (bad) return bad;
  const word = stdoutText(raw).trim();
  const none = word === 'none' && raw.code === 1;
  if (!none && !(raw.code === 0 && /^[a-z][a-z0-9-]*$/.test(word) && word !== 'none')) return notUnderstood(raw);
  const meaning = none ? 'a machine of its own' : 'not a machine of its own';
  return { known: true, value: { kind: none ? null : word }, evidence: [{ source: commandLine(raw), line: word, meaning }] };
}
