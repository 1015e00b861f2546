import { rmSync } from 'node:fs';
import { type Alteration, buildVariant } from '../product-variant.ts';
import { orderOfDurability } from './durability.ts';
import { killAtRows } from './kill-repair.ts';
import type { Report } from './points.ts';
import { waitForLivingChild } from './stale.ts';
import { hosts } from './subjects.ts';

const adapters = 'src-main/adapters';
const repair = 'src-main/core/repair';

/** A product with one thing missing that crash safety needs, and the proof that must fail on it, with these words. */
type Sabotage = {
  readonly words: string;
  readonly change: Alteration;
  readonly prove: (product: string) => Promise<Report>;
  readonly complaint: string;
};

const sabotages: readonly Sabotage[] = [
  {
    words: 'rows of the journal are not synced',
    change: { file: `${adapters}/run-folder.ts`, from: 'await handle.datasync();', to: '' },
    prove: orderOfDurability,
    complaint: 'planned is synced before the first write',
  },
  {
    words: 'what is kept is not synced',
    change: {
      file: `${adapters}/durable.ts`,
      from: 'await handle.chmod(mode);\n    await handle.sync();',
      to: 'await handle.chmod(mode);',
    },
    prove: orderOfDurability,
    complaint: 'the kept bytes are synced',
  },
  {
    words: 'recovery takes nothing back',
    change: { file: `${repair}/restore.ts`, from: 'await executor.restore(record.body, context, step)', to: "'restored'" },
    prove: (product) => killAtRows(hosts, 'worker', ['absent'], product),
    complaint: 'row 4 absent: the run says could-not-run, the machine is after',
  },
  {
    words: 'recovery does not wait for children',
    change: { file: `${repair}/recover.ts`, from: 'await waitForChildren(run);', to: '' },
    prove: waitForLivingChild,
    complaint: 'recover: exit 9',
  },
];

/** The proofs' own proof: each of them fails on a product that lacks what it is about. */
export async function sabotaged(): Promise<Report> {
  const failures: string[] = [];
  for (const { words, change, prove, complaint } of sabotages) {
    const product = await buildVariant('sabotage', [change]);
    const found = await prove(product).finally(() => rmSync(product, { recursive: true, force: true }));
    if (!found.failures.some((failure) => failure.includes(complaint)))
      failures.push(`${words}, and nobody notices: ${found.failures.join(' | ')}`);
  }
  return { tried: `${sabotages.length} sabotages`, found: `${sabotages.length - failures.length} noticed`, failures };
}
