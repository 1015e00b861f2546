import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { identify, isLiving, livingWithMarker } from '../../../src-main/adapters/processes.js';
import { createExec } from '../../../src-main/adapters/spawn-exec.js';
import type { Child, Command, Raw } from '../../../src-main/core/ports.js';
import { ampleMs, isRoot, tempFolder } from './temp.js';

const exec = createExec({ root: '/', home: '/home/of/mine', keep: { USER: 'kept' }, prefix: (program) => [program] });
const sh = (script: string, more: Partial<Command> = {}): Promise<Raw> =>
  exec.run({ argv: ['sh', '-c', script], timeoutMs: ampleMs, ...more });
const me = process.getuid?.() ?? -1;
const said = (raw: Raw): string => new TextDecoder().decode(raw.stdout);

/** A place in a script at which it stays until it is let go. */
async function gate(): Promise<{ readonly wait: string; letGo(): Promise<void> }> {
  const file = join(await tempFolder(), 'go');
  return { wait: `while [ ! -e ${file} ]; do sleep 0.02; done`, letGo: () => writeFile(file, '') };
}

/** Words in a script that note a process id, and the number once it is there. */
async function noted(): Promise<{ readonly file: string; pid(): Promise<number> }> {
  const file = join(await tempFolder(), 'pid');
  return {
    file,
    async pid() {
      for (;;) {
        const text = await readFile(file, 'utf8').catch(() => '');
        if (text.endsWith('\n')) return Number(text);
        // Not `expect.poll`: it would let a clock that was stopped go on.
        await sleep(10);
      }
    },
  };
}

/** Time limits pass when a test says so, however long a script takes to begin. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

const environment = { ...process.env };
afterEach(() => {
  vi.useRealTimers();
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
    expect(await exec.run({ argv: [name], timeoutMs: ampleMs })).toMatchObject({ missing: true, code: null });
  }
});

test('a folder, or a file that may not be run, is missing', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'plain'), '#!/bin/sh\n', { mode: 0o644 });
  expect((await exec.run({ argv: [folder], timeoutMs: ampleMs })).missing).toBe(true);
  expect((await exec.run({ argv: [join(folder, 'plain')], timeoutMs: ampleMs })).missing).toBe(true);
});

test('a program that cannot be started is an error in words', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'broken'), '#!/no/such/interpreter\n', { mode: 0o755 });
  await expect(exec.run({ argv: [join(folder, 'broken')], timeoutMs: ampleMs })).rejects.toMatchObject({ code: 'step-failed' });
});

test('words are words: there is no shell', async () => {
  const raw = await exec.run({ argv: ['printf', '%s|', '$HOME', '`id`', 'a b', '*', ';', ''], timeoutMs: ampleMs });
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
  expect(said(await exec.run({ argv: ['uname'], timeoutMs: ampleMs }))).toBe('Linux\n');
  const raw = await exec.run({ argv: ['env'], timeoutMs: ampleMs, env: { RESCUEPC_STEP: 'a/b/1' } });
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
  const raw = await exec.run({ argv: ['yes'], timeoutMs: ampleMs, maxOutput: 100_000 });
  expect(raw).toMatchObject({ truncated: true, signal: 'SIGKILL' });
  expect(raw.stdout.length).toBeLessThanOrEqual(100_000);
  const quiet = await sh('yes >&2', { maxOutput: 1_000 });
  expect(quiet.truncated).toBe(true);
});

test('at its time limit the whole group ends, children and all', async () => {
  stopTheClock();
  const { file, pid } = await noted();
  const running = sh(`sleep 600 & echo $! >${file}; wait`, { timeoutMs: 300 });
  const child = await pid();
  vi.advanceTimersByTime(299);
  expect(await identify(child)).not.toBeNull();
  vi.advanceTimersByTime(1);
  expect(await running).toMatchObject({ timedOut: true, signal: 'SIGTERM', code: null });
  await expect.poll(() => identify(child)).toBeNull();
});

test('who does not hear SIGTERM is killed after a while', async () => {
  stopTheClock();
  const { file, pid } = await noted();
  const running = sh(`trap "" TERM; echo $$ >${file}; while :; do sleep 0.1; done`, { timeoutMs: 200 });
  const deaf = await pid();
  vi.advanceTimersByTime(200 + 4_999);
  expect(await identify(deaf)).not.toBeNull();
  vi.advanceTimersByTime(1);
  expect(await running).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
});

test('cancelling ends an interruptible command, also one that was cancelled before it began', async () => {
  const controller = new AbortController();
  const cancel = (): Promise<void> => Promise.resolve(controller.abort());
  expect(await sh('sleep 600', { signal: controller.signal, onStarted: cancel })).toMatchObject({ signal: 'SIGTERM', timedOut: false });
  expect(await sh('sleep 600', { signal: controller.signal })).toMatchObject({ signal: 'SIGTERM' });
});

test('what must not be interrupted is neither ended by its limit nor by cancelling; being late is told', async () => {
  stopTheClock();
  const controller = new AbortController();
  const { wait, letGo } = await gate();
  const { file, pid } = await noted();
  let overdue = 0;
  const running = sh(`echo $$ >${file}; ${wait}; echo done`, {
    timeoutMs: 200,
    interruptible: false,
    signal: controller.signal,
    onOverdue: () => (overdue += 1),
  });
  await pid();
  controller.abort();
  vi.advanceTimersByTime(60_000);
  await letGo();
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
  const { wait, letGo } = await gate();
  const running = sh(`echo one; ${wait}; echo two >&2`, { outputFile: file, onOutput: (text) => heard.push(text) });
  await expect.poll(() => heard.join('')).toBe('one\n');
  await letGo();
  const raw = await running;
  expect(heard.join('')).toBe('one\ntwo\n');
  expect(said(raw)).toBe('one\ntwo\n');
  expect(await readFile(file, 'utf8')).toBe('earlier\none\ntwo\n');
});

test('a character that is cut in two while it is tailed is told whole', async () => {
  const file = join(await tempFolder(), 'log');
  const heard: string[] = [];
  const { wait, letGo } = await gate();
  const running = sh(`printf 'a\\303'; ${wait}; printf '\\274'`, { outputFile: file, onOutput: (text) => heard.push(text) });
  await expect.poll(() => heard.join('')).toBe('a');
  await letGo();
  await running;
  expect(heard.join('')).toBe('a\u00fc');
});

test('a started child is announced so that it can be found again, alive and then gone', async () => {
  const seen: Child[] = [];
  let living: readonly Child[] = [];
  const { wait, letGo } = await gate();
  await sh(wait, {
    env: { RESCUEPC_STEP: '20261122-100000-0000aa/r/1.1' },
    onStarted: async (child) => {
      seen.push(child);
      living = await livingWithMarker('20261122-100000-0000aa', me);
      expect(await isLiving(child)).toBe(true);
      await letGo();
    },
  });
  const [child] = seen;
  expect(child?.startTime).toMatch(/^\d+$/);
  expect(living.map(({ pid }) => pid)).toContain(child?.pid);
  expect(child && (await isLiving(child))).toBe(false);
  expect(await livingWithMarker('20261122-100000-0000aa', me)).toEqual([]);
  expect(child && (await isLiving({ pid: process.pid, startTime: child.startTime }))).toBe(false);
});

test.runIf(isRoot)("a process of somebody else's with a run's mark is his, whatever rights he starts it with", async () => {
  const folder = await tempFolder();
  await chmod(folder, 0o755);
  // As sudo does: it has root's rights by its file, and makes itself root's altogether.
  const becomesRoot = join(folder, 'perl');
  await copyFile('/usr/bin/perl', becomesRoot);
  await chmod(becomesRoot, 0o4755);
  const controller = new AbortController();
  const started: Child[] = [];
  const hisOwn = (program: string, argv: [string, ...string[]]): Promise<Raw> =>
    createExec({ root: '/', home: '/', keep: {}, prefix: () => [program], as: { uid: 12_345, gid: 12_345 } }).run({
      argv,
      timeoutMs: ampleMs,
      env: { RESCUEPC_STEP: '20261122-100000-0000bb/r/1.1' },
      signal: controller.signal,
      onStarted: (child) => Promise.resolve(void started.push(child)),
    });
  const ready = join(folder, 'ready');
  await writeFile(ready, '');
  await chmod(ready, 0o666);
  const script = `$< = $>; open my $file, '>', '${ready}'; print $file "$<\n"; close $file; sleep 600`;
  const running = [hisOwn('/usr/bin/sleep', ['sleep', '600']), hisOwn(becomesRoot, ['perl', '-e', script])];
  try {
    await expect.poll(() => readFile(ready, 'utf8'), { timeout: ampleMs }).toBe('0\n');
    await expect.poll(() => livingWithMarker('20261122-100000-0000bb', 12_345)).toHaveLength(1);
    expect(started).toHaveLength(2);
    expect(await livingWithMarker('20261122-100000-0000bb', 0)).toEqual([]);
  } finally {
    controller.abort();
    await Promise.all(running);
  }
});

test.runIf(isRoot)('what runs as somebody else ends at its time limit, also what must not be interrupted', async () => {
  stopTheClock();
  const his = createExec({ root: '/', home: '/', keep: {}, prefix: (program) => [program], as: { uid: 12_345, gid: 12_345 } });
  const { file, pid } = await noted();
  await chmod(dirname(file), 0o777);
  const script = `echo $$ >${file}; while :; do sleep 0.1; done`;
  const running = his.run({ argv: ['sh', '-c', script], timeoutMs: 200, interruptible: false });
  await pid();
  vi.advanceTimersByTime(200);
  expect(await running).toMatchObject({ timedOut: true, signal: 'SIGTERM' });
});

test('the words before a program are put before it: a mounted system is entered', async () => {
  const root = await tempFolder();
  await mkdir(join(root, 'usr', 'bin'), { recursive: true });
  await writeFile(join(root, 'usr', 'bin', 'only-there'), '#!/bin/sh\n', { mode: 0o755 });
  const inside = createExec({ root, home: '/', keep: {}, prefix: (program) => ['/usr/bin/printf', '%s ', 'entered', root, program] });
  expect(said(await inside.run({ argv: ['only-there', 'word'], timeoutMs: ampleMs }))).toBe(`entered ${root} /usr/bin/only-there word `);
  expect((await inside.run({ argv: ['sh'], timeoutMs: ampleMs })).missing).toBe(true);
});

test('as root a command runs as the user that was said; a user cannot become another', async () => {
  const other = createExec({ root: '/', home: '/', keep: {}, prefix: (program) => [program], as: { uid: 12_345, gid: 23_456 } });
  const asked = other.run({ argv: ['id', '-u'], timeoutMs: ampleMs });
  if (isRoot) expect(said(await asked)).toBe('12345\n');
  else await expect(asked).rejects.toBeDefined();
});

test('a program behind a link is found', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'tool'), '#!/bin/sh\necho tool\n');
  await chmod(join(folder, 'tool'), 0o755);
  expect(said(await exec.run({ argv: [join(folder, 'tool')], timeoutMs: ampleMs }))).toBe('tool\n');
});

test.each([
  ['in the background', 'sh'],
  ['as a daemon', 'setsid sh'],
])('what a command left running %s does not hold it, though it holds its output', async (_how, shell) => {
  const { file, pid } = await noted();
  expect(await sh(`${shell} -c 'echo $$ >${file}; exec sleep 600' & exit 0`)).toMatchObject({ code: 0, timedOut: false });
  // It lives to this moment, or there would be nothing to end.
  process.kill(await pid(), 'SIGKILL');
});

test('words that are too long for the system are an error in words, not a crash', async () => {
  await expect(exec.run({ argv: ['true', 'x'.repeat(200_000)], timeoutMs: ampleMs })).rejects.toMatchObject({ name: 'AppError' });
});

test('a command whose start cannot be journaled has ended before that is said: nobody goes on beside it', async () => {
  const folder = await tempFolder();
  const file = join(folder, 'ended');
  const notKept = { onStarted: () => Promise.reject(new Error('no room for the journal')) };
  await expect(sh(`sleep 0.3; echo done >${file}`, { ...notKept, interruptible: false })).rejects.toThrow('no room');
  expect(await readFile(file, 'utf8')).toBe('done\n');
  const started: Child[] = [];
  const seen = (child: Child): Promise<void> => {
    started.push(child);
    return Promise.reject(new Error('no room for the journal'));
  };
  await expect(sh('sleep 600', { onStarted: seen, interruptible: true })).rejects.toThrow('no room');
  expect(await Promise.all(started.map(isLiving))).toEqual([false]);
});

test('a program that cannot be started, with a file for its output, is an error and nothing after it', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'broken'), '#!/no/such/interpreter\n', { mode: 0o755 });
  const late: unknown[] = [];
  const hear = (thrown: unknown): void => void late.push(thrown);
  process.on('unhandledRejection', hear);
  try {
    const command = { argv: [join(folder, 'broken')], timeoutMs: ampleMs, outputFile: join(folder, 'log') };
    await expect(exec.run(command)).rejects.toMatchObject({ code: 'step-failed' });
    // Longer than the output is followed for.
    await sleep(300);
    expect(late).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});
