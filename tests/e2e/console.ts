import { until } from '../labs/linux/host.ts';
import type { Machine } from '../labs/linux/machine.ts';
import { productDir } from '../labs/linux/places.ts';
import type { Answer } from '../labs/linux/terminal.ts';

/** As whom the console is started: root unless a user is named, who then has a terminal and types these answers in it. */
export type ConsoleOptions = { readonly user?: string; readonly answers?: readonly Answer[] };

export type RunningConsole = {
  /** Lets one browser in, once. */
  readonly address: string;
  /** Its process, as the host knows it. */
  readonly pid: number;
  /** Sends a signal to the console itself, and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
};

const cli = `${productDir}/out/main/cli.js`;
const port = 4712;
const timeoutMs = 3_600_000;
let started = 0;

/** Starts `rescuepc console` in the machine. */
export async function startConsole(machine: Machine, { user, answers = [] }: ConsoleOptions): Promise<RunningConsole> {
  started += 1;
  const log = `/tmp/console-${started}.json`;
  const command = `exec ${productDir}/node_modules/node/bin/node ${cli} console --no-open --port ${port} --json >${log}`;
  // A worker outlives its console that is killed; the service manager would end it too. (With a login of its own it must.)
  const done =
    user === undefined
      ? machine.start(['sh', '-c', command], { timeoutMs, keepChildren: true }).done
      : machine.terminal(['sh', '-c', command], answers, { timeoutMs, user });
  done.catch(() => undefined);
  const printed = (): Promise<string | undefined> => {
    const text = machine.exists(log) ? machine.read(log).toString() : '';
    return Promise.resolve(text.includes('\n') ? (JSON.parse(text) as { address: string }).address : undefined);
  };
  const address = await until('the console prints its address', printed, 10);
  const own = machine.processes().find(({ argv }) => argv.includes(cli) && argv.includes('console') && !argv.includes('-c'));
  if (own === undefined) throw new Error('the console has no process');
  return {
    address,
    pid: own.hostPid,
    async end(signal) {
      try {
        process.kill(own.hostPid, signal);
      } catch {
        // It has ended already.
      }
      await done.catch(() => undefined);
    },
  };
}
