import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Argv } from '../../src-shared/contract/step.js';
import type { Raw } from '../core/ports.js';
import { safeFolders } from './spawn-exec.js';

const most = 4 * 1024 * 1024;

/**
 * Runs a program of this machine from the safe folders, without a shell and without any time limit (unlocking and mounting are
 * never cut off). `input` is written to its stdin and nowhere else; without, stdin is empty.
 */
export async function runWithInput(argv: Argv, input?: string): Promise<Raw> {
  const [name = '', ...args] = argv;
  const program = await find(name);
  const raw = { argv, code: null, signal: null, timedOut: false, truncated: false, stdout: new Uint8Array(), stderr: new Uint8Array() };
  if (program === null) return { ...raw, missing: true };
  const env = { PATH: safeFolders.join(':'), HOME: '/root', LC_ALL: 'C.UTF-8' };
  const child = spawn(program, args, { cwd: '/', env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for (const stream of ['stdout', 'stderr'] as const) {
    let size = 0;
    child[stream].on('data', (chunk: Buffer) => {
      if (size < most) kept[stream].push(chunk);
      size += chunk.length;
    });
  }
  // It may end without reading what it is given.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('error', () => resolve([null, null]));
    child.on('close', (exit, by) => resolve([exit, by]));
  });
  return { ...raw, missing: false, code, signal, stdout: Buffer.concat(kept.stdout), stderr: Buffer.concat(kept.stderr) };
}

async function find(name: string): Promise<string | null> {
  for (const folder of safeFolders) {
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}
