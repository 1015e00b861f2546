import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { hangMs, until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { productDir } from '../places.ts';
import type { InsideProcess } from '../processes.ts';
import type { Json } from '../product.ts';
import { program } from './trial.ts';

/** A console that runs in a machine. */
export type Console = {
  readonly address: string;
  /** The process that serves the window, and what it has printed. */
  readonly process: InsideProcess;
  readonly said: () => string;
  /** Sends a signal to it and returns the exit code; null if it is still there after the time limit. */
  readonly end: (signal: string) => Promise<number | null>;
  /** Lets a browser of this user in and makes calls: the answer of each, streams as lists; a refusal as `{ code }`. */
  readonly ask: (calls: readonly Call[], user?: string) => Promise<readonly unknown[]>;
};

type Call = readonly [name: string, input: Json];

/** The call that plans these repairs. */
export const planned = (selection: readonly string[]) =>
  [
    'repair.plan',
    { request: { selection: selection.map((routine) => ({ routine })), params: {}, root: '/', accept: [] }, elevate: true },
  ] as const;
/** The calls that plan these repairs, start them and watch them to their end. */
export const repaired = (selection: readonly string[]) =>
  [
    planned(selection),
    ['repair.start', { digest: '$0.digest', agreedBy: 'the lab' }],
    ['repair.watch', { run: '$1.run', fromSeq: 1 }],
  ] as const;

const talkFile = '/usr/local/lib/talk.mjs';

/** A browser in thirty lines, which knows nothing of the product but its wire: address or token, then calls; prints the token and answers. */
const talk = `
import { WebSocket } from '${productDir}/node_modules/ws/wrapper.mjs';
const [address, calls] = [process.argv[2], JSON.parse(process.argv[3])];
const { origin, host, hash } = new URL(address);
let token = hash.replace('#token=', '');
if (hash.startsWith('#code=')) {
  const entered = await fetch(origin + '/session', { method: 'POST', headers: { origin }, body: hash.slice(6) });
  token = (await entered.json()).token;
}
const socket = new WebSocket('ws://' + host + '/wire', ['rescuepc.v1', token], { headers: { origin } });
await new Promise((open, refused) => { socket.on('open', open); socket.on('error', refused); });
socket.on('close', () => { console.error('the console has closed the connection'); process.exit(1); });
const answers = [];
for (const [id, [name, input]] of calls.entries()) {
  const earlier = (value) => typeof value === 'string' && value.startsWith('$') ? value.slice(1).split('.').reduce((at, key) => at[key], answers) : value;
  const items = [];
  const answer = await new Promise((done) => {
    socket.on('message', (data) => {
      const reply = JSON.parse(data);
      if (reply.id !== id) return;
      if (reply.op === 'fail') return done(reply.error);
      items.push(...reply.items);
      if (reply.op === 'end') done(items.length === 1 && name !== 'repair.watch' ? items[0] : items);
      else socket.send(JSON.stringify({ op: 'more', id, credit: Math.max(reply.items.length, 1) }));
    });
    socket.send(JSON.stringify({ op: 'open', id, name, input: Object.fromEntries(Object.entries(input).map(([key, value]) => [key, earlier(value)])), credit: 64 }));
  });
  answers.push(answer);
}
console.log(JSON.stringify({ token, answers }));
process.exit(0);
`;

/** Starts the console as root with these settings, and waits until it serves. `before`: words before the command (see `asTech`). */
export async function startConsole(
  machine: Machine,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
  before: readonly string[] = [],
): Promise<Console> {
  const said = '/tmp/console-said';
  machine.write(talkFile, talk);
  await machine.must(['sh', '-c', `rm -f ${said}; touch ${said}; chmod 666 ${said}`]);
  const words = [...before, ...program, 'console', '--no-open', '--json', ...args].map((word) => `'${word}'`).join(' ');
  const started = machine.start(['sh', '-c', `cd /root && exec ${words} >${said} 2>>${said}`], {
    env,
    keepChildren: true,
  });
  const text = (): string => machine.read(said).toString();
  const address = await until('the console serves', async () => /"address":"([^"]+)"/.exec(text())?.[1]);
  const served = machine.processes().find(({ argv }) => argv.includes('console') && argv[0]?.endsWith('/node') === true);
  if (served === undefined) throw new Error(`there is no console: ${text()}`);
  let at = address;
  return {
    address,
    process: served,
    said: text,
    async end(signal) {
      process.kill(served.hostPid, signal);
      return Promise.race([started.done.then(({ code }) => code), new Promise<null>((end) => setTimeout(() => end(null), hangMs))]);
    },
    async ask(calls, user = 'alice') {
      const node = program[0] ?? '';
      const output = await machine.must([node, talkFile, at, JSON.stringify(calls)], { user });
      const { token, answers } = JSON.parse(output) as { token: string; answers: readonly unknown[] };
      at = address.replace(/#.*/, `#token=${token}`);
      return answers;
    },
  };
}

/** Processes of the product that live in the machine. */
export function productProcesses(machine: Machine): readonly string[] {
  return machine
    .processes()
    .filter(({ argv }) => argv.some((word) => word.startsWith(`${productDir}/out/main/`)))
    .map(({ argv }) => argv.join(' '));
}

/** What the kernel says of a process: lines of its status by name, its open files, its current folder. */
export function kernelView({ hostPid }: InsideProcess): { status(name: string): string; files: readonly string[]; folder: string } {
  const status = readFileSync(`/proc/${hostPid}/status`, 'utf8');
  return {
    status: (name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.trim().replaceAll('\t', ' ') ?? '',
    files: readdirSync(`/proc/${hostPid}/fd`).map((fd) => readlinkSync(`/proc/${hostPid}/fd/${fd}`)),
    folder: readlinkSync(`/proc/${hostPid}/cwd`),
  };
}
