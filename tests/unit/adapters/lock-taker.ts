import { once } from 'node:events';
import { identify } from '../../../src-main/adapters/processes.ts';
import { takeLock } from '../../../src-main/adapters/store-lock.ts';

/** A process that says when it is ready, tries to take a store's lock on a word, says whether it has it, and holds it until its input ends. */
const [folder = '', run = ''] = process.argv.slice(2);
const me = await identify(process.pid);
const owner = { pid: process.pid, startTime: me?.startTime ?? '', bootId: 'boot', user: 'taker' };
process.stdin.on('end', () => process.exit(0));
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const answer = await takeLock(folder, run, owner, new Date()).then(
  () => 'taken',
  (thrown: { code?: string }) => thrown.code ?? 'thrown',
);
process.stdout.write(`${answer}\n`);
