import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createExec } from '../../../src-main/adapters/spawn-exec.js';
import type { Exec } from '../../../src-main/core/ports.js';

/** A folder of its own, gone after the test whatever happens. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rescuepc-unit-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A time limit for what takes no time: it ends a hang, and no machine is so slow that it ends anything else. */
export const ampleMs = 120_000;

export const isRoot = process.getuid?.() === 0;

/** The real commands of this system. */
export const exec: Exec = createExec({ root: '/', home: '/', keep: {}, prefix: (program) => [program] });
