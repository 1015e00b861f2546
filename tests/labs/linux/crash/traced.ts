import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What strace is told besides where to write: what to trace and what to inject. */
export type StraceArguments = readonly string[];

/**
 * Loaded first in a worker of the crash lab: puts the whole worker under strace if `strace.json` has arguments for it. Its file calls
 * then come from one thread, so that `when=N` of strace, which counts by thread, is the N-th call of the worker; and its new files are
 * called the same every time, so that `-P` can name them.
 */
const folder = fileURLToPath(new URL('../../', import.meta.url));
const flag = 'RESCUEPC_LAB_TRACED';
const wanted = strace();

if (process.env[flag] !== undefined) {
  // The thread pool reads its size at its first use; the product clears the environment before its own.
  await stat('/');
  crypto.randomBytes = (size: number) => Buffer.alloc(size);
  syncBuiltinESMExports();
} else if (wanted !== null) {
  const [, worker = ''] = process.argv;
  const argv = ['-f', '-y', '-s', '200', '-o', `${folder}trace`, ...wanted, process.execPath, worker];
  const env = { ...process.env, [flag]: '1', UV_THREADPOOL_SIZE: '1' };
  const { status } = spawnSync('/usr/bin/strace', argv, { stdio: 'inherit', env });
  process.exit(status ?? 1);
}

function strace(): StraceArguments | null {
  try {
    return JSON.parse(readFileSync(`${folder}strace.json`, 'utf8')) as StraceArguments;
  } catch {
    return null;
  }
}
