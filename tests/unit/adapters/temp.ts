import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createExec } from '../../../src-main/adapters/spawn-exec.js';
import type { Exec } from '../../../src-main/core/ports.js';

const made: string[] = [];

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder of its own, gone after the test whatever happens. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rescuepc-unit-'));
  made.push(folder);
  return folder;
}

export const isRoot = process.getuid?.() === 0;

/** The real commands of this system. */
export const exec: Exec = createExec({ root: '/', home: '/', keep: {}, prefix: (program) => [program] });
