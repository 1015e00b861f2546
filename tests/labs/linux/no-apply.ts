import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cases } from './cases/index.ts';
import { buildVariant } from './product-variant.ts';
import type { Row } from './run-case.ts';

/** What a case must complain about when the product only pretends to repair. */
const complaint = 'the oracle fails on the repaired machine';

/**
 * The lab's own proof: a product whose steps do everything but apply must fail every case, and because of the
 * machine's state, not because it fell over.
 */
export async function runNoApply(): Promise<Row> {
  const started = Date.now();
  const folder = await buildVariant('no-apply', [
    {
      file: 'src-main/core/repair/steps/index.ts',
      from: 'return executors[body.kind];',
      to: 'return { ...executors[body.kind], apply: () => Promise.resolve([]) };',
    },
  ]);
  try {
    const output = await runLab(folder);
    const undetected = cases.map(({ id }) => id).filter((id) => !output.includes(`${id}: ${complaint}`));
    const answer = `${cases.length - undetected.length} of ${cases.length} cases fail`;
    const failures = undetected.map((id) => `with apply switched off, ${id} does not fail as it should`);
    return {
      id: 'no-apply',
      failures,
      sound: answer,
      broken: '-',
      repaired: '-',
      undone: '-',
      times: [],
      seconds: (Date.now() - started) / 1000,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runLab(product: string): Promise<string> {
  const script = fileURLToPath(new URL('./lab.ts', import.meta.url));
  const child = spawn(process.execPath, [script, '--jobs', '2', ...cases.map(({ id }) => id)], {
    env: { ...process.env, RESCUEPC_LAB_PRODUCT: product },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
