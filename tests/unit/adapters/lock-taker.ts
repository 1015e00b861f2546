import { setTimeout as sleep } from 'node:timers/promises';
import { identify } from '../../../src-main/adapters/processes.ts';
import { takeLock } from '../../../src-main/adapters/store-lock.ts';

/** A process that tries to take a store's lock at an agreed time, says whether it has it, and holds it until told to end. */
const [folder = '', at = '0', run = ''] = process.argv.slice(2);
const me = await identify(process.pid);
const owner = { pid: process.pid, startTime: me?.startTime ?? '', bootId: 'boot', user: 'taker' };
await sleep(Math.max(0, Number(at) - Date.now()));
const answer = await takeLock(folder, run, owner, new Date()).then(
  () => 'taken',
  (thrown: { code?: string }) => thrown.code ?? 'thrown',
);
process.stdout.write(`${answer}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
