import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { identify, isLiving, livingWithMarker } from '../../../src-main/adapters/processes.js';
import { createExec } from '../../../src-main/adapters/spawn-exec.js';
import type { Child, Command, Raw } from '../../../src-main/core/ports.js';
import { isRoot, tempFolder } from './temp.js';

const exec = createExec({ root: '/', home: '/home/of/mine', keep: { USER: 'kept' }, prefix: (program) => [program] });
const sh = (script: string, more: Partial<Command> = {}): Promise<Raw> =>
  exec.run({ argv: ['sh', '-c', script], timeoutMs: 20_000, ...more });
const said = (raw: Raw): string => new TextDecoder().decode(raw.stdout);

const environment = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});

test('exit code, both streams, and no input', async () => {
  const raw = await sh('cat; echo out; echo err >&2; exit 7');
  expect(raw).toMatchObject({ code: 7, signal: null, timedOut: false, truncated: false, missing: false });
  expect([said(raw), new TextDecoder().decode(raw.stderr)]).toEqual(['out\n', 'err\n']);
});

test('a signal is told, a program that is not there is missing', async () => {
  expect(await sh('kill -KILL $$')).toMatchObject({ code: null, signal: 'SIGKILL', timedOut: false });
  for (const name of ['no-such-program', '', '/no/such/program', '../../../bin/sh-not']) {
    expect(await exec.run({ argv: [name], timeoutMs: 1_000 })).toMatchObject({ missing: true, code: null });
  }
});

test('a folder, or a file that may not be run, is missing', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'plain'), '#!/bin/sh\n', { mode: 0o644 });
  expect((await exec.run({ argv: [folder], timeoutMs: 1_000 })).missing).toBe(true);
  expect((await exec.run({ argv: [join(folder, 'plain')], timeoutMs: 1_000 })).missing).toBe(true);
});

test('a program that cannot be started is an error in words', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'broken'), '#!/no/such/interpreter\n', { mode: 0o755 });
  await expect(exec.run({ argv: [join(folder, 'broken')], timeoutMs: 1_000 })).rejects.toMatchObject({ code: 'step-failed' });
});

test('words are words: there is no shell', async () => {
  const raw = await exec.run({ argv: ['printf', '%s|', '$HOME', '`id`', 'a b', '*', ';', ''], timeoutMs: 5_000 });
  expect(said(raw)).toBe('$HOME|`id`|a b|*|;||');
});

test("the caller's PATH and environment reach no child", async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'uname'), '#!/bin/sh\necho hostile\n', { mode: 0o755 });
  Object.assign(process.env, {
    PATH: folder,
    LD_PRELOAD: '/evil.so',
    NODE_OPTIONS: '--x',
    IFS: 'x',
    LC_ALL: 'de_DE.UTF-8',
    BASH_ENV: '/evil',
  });
  expect(said(await exec.run({ argv: ['uname'], timeoutMs: 5_000 }))).toBe('Linux\n');
  const raw = await exec.run({ argv: ['env'], timeoutMs: 5_000, env: { RESCUEPC_STEP: 'a/b/1' } });
  const names = said(raw)
    .trim()
    .split('\n')
    .map((line) => line.split('=')[0] ?? '');
  expect(names.toSorted()).toEqual(
    [
      'DEBIAN_FRONTEND',
      'HOME',
      'LANG',
      'LC_ALL',
      'NO_COLOR',
      'PATH',
      'RESCUEPC_STEP',
      'SYSTEMD_COLORS',
      'SYSTEMD_PAGER',
      'TERM',
      'USER',
    ].toSorted(),
  );
  expect(said(raw)).toContain('PATH=/usr/sbin:/usr/bin:/sbin:/bin\n');
  expect(said(raw)).toContain('LC_ALL=C.UTF-8\n');
  expect(said(raw)).toContain('HOME=/home/of/mine\n');
});

test('a child works in / and leads a process group of its own', async () => {
  const [folder, group, own] = said(await sh('pwd; ps -o pgid= -p $$ 2>/dev/null || cut -d" " -f5 /proc/$$/stat; echo $$'))
    .trim()
    .split('\n')
    .map((line) => line.trim());
  expect(folder).toBe('/');
  expect(group).toBe(own);
});

test('every byte survives', async () => {
  const { stdout } = await sh('for i in 0 1 2 3; do head -c 65536 /dev/zero; printf "\\377\\000\\r\\n\\200"; done');
  expect(stdout).toHaveLength(4 * (65_536 + 5));
  expect([...stdout.subarray(65_536, 65_541)]).toEqual([255, 0, 13, 10, 128]);
});

test('a flood is cut at its limit and its source ended', async () => {
  const raw = await exec.run({ argv: ['yes'], timeoutMs: 20_000, maxOutput: 100_000 });
  expect(raw).toMatchObject({ truncated: true, signal: 'SIGKILL' });
  expect(raw.stdout.length).toBeLessThanOrEqual(100_000);
  const quiet = await sh('yes >&2', { maxOutput: 1_000 });
  expect(quiet.truncated).toBe(true);
});

test('at its time limit the whole group ends, children and all', async () => {
  const folder = await tempFolder();
  const started = Date.now();
  const raw = await sh(`sleep 60 & echo $! > ${folder}/pid; wait`, { timeoutMs: 300 });
  expect(raw).toMatchObject({ timedOut: true, signal: 'SIGTERM', code: null });
  expect(Date.now() - started).toBeLessThan(5_000);
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
  await expect.poll(() => identify(pid)).toBeNull();
});

test('who does not hear SIGTERM is killed after a while', async () => {
  const started = Date.now();
  const raw = await sh('trap "" TERM; while :; do sleep 0.1; done', { timeoutMs: 200 });
  expect(raw).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
  expect(Date.now() - started).toBeLessThan(9_000);
});

test('cancelling ends an interruptible command, also one that was cancelled before it began', async () => {
  const controller = new AbortController();
  const running = sh('sleep 60', { signal: controller.signal });
  setTimeout(() => controller.abort(), 200);
  expect(await running).toMatchObject({ signal: 'SIGTERM', timedOut: false });
  expect(await sh('sleep 60', { signal: controller.signal })).toMatchObject({ signal: 'SIGTERM' });
});

test('what must not be interrupted is neither ended by its limit nor by cancelling; being late is told', async () => {
  const controller = new AbortController();
  let overdue = 0;
  const running = sh('sleep 1; echo done', {
    timeoutMs: 200,
    interruptible: false,
    signal: controller.signal,
    onOverdue: () => (overdue += 1),
  });
  controller.abort();
  const raw = await running;
  expect(raw).toMatchObject({ code: 0, signal: null, timedOut: false });
  expect([said(raw), overdue]).toEqual(['done\n', 1]);
});

test('a flood of what must not be interrupted is cut, and it may end by itself', async () => {
  const raw = await sh('head -c 300000 /dev/zero; exit 3', { interruptible: false, maxOutput: 1_000 });
  expect(raw).toMatchObject({ truncated: true, code: 3, signal: null });
});

test('output to a file is tailed as it comes, both streams together, and appended', async () => {
  const file = join(await tempFolder(), 'log');
  await writeFile(file, 'earlier\n');
  const heard: string[] = [];
  const running = sh('echo one; sleep 0.5; echo two >&2; sleep 0.3', { outputFile: file, onOutput: (text) => heard.push(text) });
  await expect.poll(() => heard.join('')).toContain('one');
  expect(heard.join('')).not.toContain('two');
  const raw = await running;
  expect(heard.join('')).toBe('one\ntwo\n');
  expect(said(raw)).toBe('one\ntwo\n');
  expect(await readFile(file, 'utf8')).toBe('earlier\none\ntwo\n');
});

test('a character that is cut in two while it is tailed is told whole', async () => {
  const file = join(await tempFolder(), 'log');
  const heard: string[] = [];
  await sh("printf '\\303'; sleep 0.3; printf '\\274'", { outputFile: file, onOutput: (text) => heard.push(text) });
  expect(heard.join('')).toBe('\u00fc');
});

test('a started child is announced so that it can be found again, alive and then gone', async () => {
  const seen: Child[] = [];
  let living: readonly Child[] = [];
  await sh('sleep 0.4', {
    env: { RESCUEPC_STEP: '20261122-100000-0000aa/r/1.1' },
    onStarted: async (child) => {
      seen.push(child);
      await sleep(50);
      living = await livingWithMarker('20261122-100000-0000aa');
      expect(await isLiving(child)).toBe(true);
    },
  });
  const [child] = seen;
  expect(child?.startTime).toMatch(/^\d+$/);
  expect(living.map(({ pid }) => pid)).toContain(child?.pid);
  expect(child && (await isLiving(child))).toBe(false);
  expect(await livingWithMarker('20261122-100000-0000aa')).toEqual([]);
  expect(child && (await isLiving({ pid: process.pid, startTime: child.startTime }))).toBe(false);
});

test('the words before a program are put before it: a mounted system is entered', async () => {
  const root = await tempFolder();
  await mkdir(join(root, 'usr', 'bin'), { recursive: true });
  await writeFile(join(root, 'usr', 'bin', 'only-there'), '#!/bin/sh\n', { mode: 0o755 });
  const inside = createExec({ root, home: '/', keep: {}, prefix: (program) => ['/usr/bin/printf', '%s ', 'entered', root, program] });
  expect(said(await inside.run({ argv: ['only-there', 'word'], timeoutMs: 5_000 }))).toBe(`entered ${root} /usr/bin/only-there word `);
  expect((await inside.run({ argv: ['sh'], timeoutMs: 5_000 })).missing).toBe(true);
});

test('as root a command runs as the user that was said; a user cannot become another', async () => {
  const other = createExec({ root: '/', home: '/', keep: {}, prefix: (program) => [program], as: { uid: 12_345, gid: 23_456 } });
  const asked = other.run({ argv: ['id', '-u'], timeoutMs: 5_000 });
  if (isRoot) expect(said(await asked)).toBe('12345\n');
  else await expect(asked).rejects.toBeDefined();
});

test('a program behind a link is found', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'tool'), '#!/bin/sh\necho tool\n');
  await chmod(join(folder, 'tool'), 0o755);
  expect(said(await exec.run({ argv: [join(folder, 'tool')], timeoutMs: 5_000 }))).toBe('tool\n');
});

test('at its time limit what a command left running in the background ends too', async () => {
  const started = Date.now();
  await sh('sleep 8 & exit 0', { timeoutMs: 300 });
  expect(Date.now() - started).toBeLessThan(6_500);
}, 15_000);

test('a daemon that a command left behind does not hold it for ever', async () => {
  const started = Date.now();
  await sh('setsid sleep 8 & exit 0', { timeoutMs: 300 });
  expect(Date.now() - started).toBeLessThan(6_500);
}, 15_000);

test('words that are too long for the system are an error in words, not a crash', async () => {
  await expect(exec.run({ argv: ['true', 'x'.repeat(200_000)], timeoutMs: 5_000 })).rejects.toMatchObject({ name: 'AppError' });
});

test('a command whose start cannot be journaled has ended before that is said: nobody goes on beside it', async () => {
  const folder = await tempFolder();
  const file = join(folder, 'ended');
  const notKept = { onStarted: () => Promise.reject(new Error('no room for the journal')) };
  await expect(sh(`sleep 1; echo done >${file}`, { ...notKept, interruptible: false })).rejects.toThrow('no room');
  expect(await readFile(file, 'utf8')).toBe('done\n');
  const started: Child[] = [];
  const seen = (child: Child): Promise<void> => {
    started.push(child);
    return Promise.reject(new Error('no room for the journal'));
  };
  await expect(sh('sleep 60', { onStarted: seen, interruptible: true })).rejects.toThrow('no room');
  expect(await Promise.all(started.map(isLiving))).toEqual([false]);
});

test('a program that cannot be started, with a file for its output, is an error and nothing after it', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'broken'), '#!/no/such/interpreter\n', { mode: 0o755 });
  const late: unknown[] = [];
  const hear = (thrown: unknown): void => void late.push(thrown);
  process.on('unhandledRejection', hear);
  try {
    const command = { argv: [join(folder, 'broken')], timeoutMs: 1_000, outputFile: join(folder, 'log') };
    await expect(exec.run(command)).rejects.toMatchObject({ code: 'step-failed' });
    // Longer than the output is followed for.
    await sleep(300);
    expect(late).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});
