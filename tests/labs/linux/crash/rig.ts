import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../host.ts';
import type { RunOptions } from '../inside.ts';
import type { Machine } from '../machine.ts';
import { productDir, repoDir } from '../places.ts';
import { type Json, type Said, partOf } from '../product.ts';
import { timed } from '../stopwatch.ts';
import type { Point } from './entry.ts';
import type { StraceArguments } from './traced.ts';

const folder = '/opt/rescuepc-crash';
const main = `${folder}/out/main`;
const node = `${productDir}/node_modules/node/bin/node`;
const notes = ['struck', 'syncs', 'point.json', 'strace.json', 'trace'].map((name) => `${folder}/${name}`);

/** A machine with a second copy of the product, whose worker can be struck at an exact point. */
export type Rig = {
  readonly machine: Machine;
  /** Calls the product with `--json`; children outlive a killed command, as they do on a real machine. */
  readonly call: (args: readonly string[], options?: RunOptions) => Promise<Said>;
  /** Calls it with a point and tells whether the point was reached. */
  readonly strike: (point: Point, args: readonly string[]) => Promise<Said & { readonly struck: boolean }>;
  /** Calls it and returns when the worker stands still at the point; the call itself is still in flight. */
  readonly freeze: (point: Point, args: readonly string[]) => Promise<{ readonly said: Promise<Said>; readonly goOn: () => void }>;
  /** Calls it with the worker under strace, with these arguments, and returns what strace saw. */
  readonly trace: (strace: StraceArguments, args: readonly string[]) => Promise<Said & { readonly trace: string }>;
  /** Paths that an undisturbed call made durable, in their order. */
  readonly syncsOf: (args: readonly string[]) => Promise<readonly string[]>;
  /** Waits until no worker lives. */
  readonly workerGone: () => Promise<void>;
};

/** Copies the built product (`product`: another than the repository's) into the machine and puts the lab's entries before its worker. */
export async function layRig(machine: Machine, product = repoDir): Promise<Rig> {
  await install(machine, product);
  const call = async (args: readonly string[], options: RunOptions = {}): Promise<Said> => {
    const started = Date.now();
    const argv = [node, `${main}/cli.js`, ...args, '--json'];
    const output = await timed(partOf(args), () => machine.run(argv, { keepChildren: true, ...options }));
    return { code: output.code, documents: documentsIn(output.stdout), text: output.stderr, ms: Date.now() - started };
  };
  const callWith = async (file: string, content: unknown, args: readonly string[]): Promise<Said> => {
    await machine.must(['rm', '-f', ...notes]);
    if (file !== '') machine.write(`${folder}/${file}`, JSON.stringify(content));
    return call(args);
  };
  const struck = (): boolean => machine.exists(`${folder}/struck`);
  return {
    machine,
    call,
    strike: async (point, args) => {
      const said = await callWith('point.json', point, args);
      // A point that was not reached must not strike who comes later.
      await machine.must(['rm', '-f', `${folder}/point.json`]);
      return { ...said, struck: struck() };
    },
    freeze: async (point, args) => {
      const said = callWith('point.json', point, args);
      await until('the worker at its point', async () => (struck() && workers(machine).some(isStopped) ? true : undefined), 20);
      return { said, goOn: () => void workers(machine).map((pid) => process.kill(pid, 'SIGCONT')) };
    },
    trace: async (strace, args) => {
      const said = await callWith('strace.json', strace, args);
      await machine.must(['rm', `${folder}/strace.json`]);
      return { ...said, trace: machine.read(`${folder}/trace`).toString() };
    },
    syncsOf: async (args) => {
      const said = await callWith('', '', args);
      if (said.code !== 0) throw new Error(`undisturbed ${args.join(' ')}: exit ${said.code}: ${said.text}`);
      return machine.read(`${folder}/syncs`).toString().split('\n').filter(Boolean);
    },
    workerGone: async () => {
      await until('the end of the worker', async () => (workers(machine).length === 0 ? true : undefined), 50);
    },
  };
}

async function install(machine: Machine, product: string): Promise<void> {
  const built = join(product, 'out', 'main');
  for (const name of readdirSync(built)) machine.write(`${main}/${name}`, readFileSync(join(built, name)));
  await machine.must(['sh', '-c', `for x in node_modules native-scripts package.json; do ln -s ${productDir}/$x ${folder}/$x; done`]);
  await machine.must(['mv', `${main}/worker.js`, `${main}/real-worker.js`]);
  machine.write(`${main}/entry.ts`, readFileSync(new URL('entry.ts', import.meta.url)));
  machine.write(`${main}/traced.ts`, readFileSync(new URL('traced.ts', import.meta.url)));
  const imports = ['traced.ts', 'entry.ts', 'real-worker.js'].map((name) => `await import('./${name}');\n`);
  machine.write(`${main}/worker.js`, imports.join(''));
}

function workers(machine: Machine): readonly number[] {
  return machine.processes().flatMap(({ argv, hostPid }) => (argv[1] === `${main}/worker.js` ? [hostPid] : []));
}

function isStopped(hostPid: number): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${hostPid}/status`, 'utf8'));
}

function documentsIn(stdout: string): readonly Json[] {
  const lines = stdout.trim().startsWith('{\n') ? [stdout] : stdout.split('\n');
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Json);
}
