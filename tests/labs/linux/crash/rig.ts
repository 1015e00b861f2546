import { readFileSync } from 'node:fs';
import { sleep, until } from '../host.ts';
import type { RunOptions } from '../inside.ts';
import type { Machine } from '../machine.ts';
import { productDir } from '../places.ts';
import type { Json, Said } from '../product.ts';
import type { Point } from './entry.ts';

const folder = '/opt/rescuepc-crash';
const node = `${productDir}/node_modules/node/bin/node`;

/** A machine with a second copy of the product, whose worker can be struck at an exact point. */
export type Rig = {
  readonly machine: Machine;
  /** Calls the product with `--json`; children outlive a killed command, as they do on a real machine. */
  readonly call: (args: readonly string[], options?: RunOptions) => Promise<Said>;
  /** Calls it with a point and tells whether the point was reached. */
  readonly strike: (point: Point, args: readonly string[]) => Promise<Said & { readonly struck: boolean }>;
  /** Paths that a call made durable, in their order. */
  readonly syncsOf: (args: readonly string[]) => Promise<readonly string[]>;
  /** Waits until no worker lives. */
  readonly workerGone: () => Promise<void>;
  /** Waits until a worker stands still at its point. */
  readonly workerStopped: () => Promise<void>;
};

/** Copies the built product to a place of its own in the machine and puts the entry before its worker. */
export async function layRig(machine: Machine): Promise<Rig> {
  const main = `${folder}/out/main`;
  await machine.must(['sh', '-c', `mkdir -p ${main} && cp -a ${productDir}/out/main/. ${main}/ && chown -R root:root ${folder}`]);
  await machine.must(['sh', '-c', `for x in node_modules native-scripts package.json; do ln -s ${productDir}/$x ${folder}/$x; done`]);
  await machine.must(['mv', `${main}/worker.js`, `${main}/real-worker.js`]);
  machine.write(`${main}/entry.ts`, readFileSync(new URL('entry.ts', import.meta.url)));
  machine.write(`${main}/worker.js`, `await import('./entry.ts');\nawait import('./real-worker.js');\n`);
  const call = async (args: readonly string[], options: RunOptions = {}): Promise<Said> => {
    const started = Date.now();
    const argv = [node, `${main}/cli.js`, ...args, '--json'];
    const output = await machine.run(argv, { timeoutMs: 120_000, keepChildren: true, ...options });
    return { code: output.code, documents: documentsIn(output.stdout), text: output.stderr, ms: Date.now() - started };
  };
  const clear = (): Promise<string> => machine.must(['rm', '-f', ...['struck', 'syncs', 'point.json'].map((name) => `${folder}/${name}`)]);
  return {
    machine,
    call,
    strike: async (point, args) => {
      await clear();
      machine.write(`${folder}/point.json`, JSON.stringify(point));
      const said = await call(args);
      return { ...said, struck: machine.exists(`${folder}/struck`) };
    },
    syncsOf: async (args) => {
      await clear();
      const said = await call(args);
      if (said.code !== 0) throw new Error(`undisturbed ${args.join(' ')}: exit ${said.code}: ${said.text}`);
      return machine.read(`${folder}/syncs`).toString().split('\n').filter(Boolean);
    },
    workerGone: () => until('the end of the worker', 60_000, async () => (workers(machine).length === 0 ? true : undefined)).then(() => undefined),
    workerStopped: () =>
      until('the worker at its point', 30_000, async () => {
        await sleep(0);
        return machine.exists(`${folder}/struck`) ? true : undefined;
      }).then(() => undefined),
  };
}

function workers(machine: Machine): readonly number[] {
  return machine.processes().flatMap(({ argv, hostPid }) => (argv[1] === `${folder}/out/main/worker.js` ? [hostPid] : []));
}

function documentsIn(stdout: string): readonly Json[] {
  const lines = stdout.trim().startsWith('{\n') ? [stdout] : stdout.split('\n');
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Json);
}
