import type { Machine } from '../machine.ts';
import { productDir } from '../places.ts';
import type { Trial } from './trial.ts';

const worker = `${productDir}/node_modules/node/bin/node ${productDir}/out/main/worker.js`;
const run = '20260101-000000-abcdef';
const noPlan = { params: {}, accept: [], root: '/' };
const undo = { run, preview: false, overwrite: [], warned: [] };
const roots = ['/home/tech/x', '//', '/.', '/proc/self/root', '/dev/shm', '/run/lock', '/home/tech/../tech/x', '', 'x', '/mnt/\u0000'];

type Forged = { readonly name: string; readonly input: unknown; readonly code: RegExp };

/** Calls that no honest application makes, with the errors that may answer them. */
const forged: readonly Forged[] = [
  { name: 'engine.format', input: {}, code: /unknown-call/ },
  { name: '__proto__', input: {}, code: /unknown-call/ },
  { name: 'toString', input: {}, code: /unknown-call/ },
  { name: 'engine.facts', input: { ids: ['shadow'], cost: 'deep', root: '/' }, code: /not-found/ },
  { name: 'engine.facts', input: { cost: 'everything', root: '/' }, code: /bad-input/ },
  { name: 'engine.plan', input: { ...noPlan, selection: [{ routine: 'rm-rf' }] }, code: /not-found/ },
  { name: 'engine.plan', input: { ...noPlan, selection: [{ routine: '../any-hosts-hijack' }] }, code: /not-found/ },
  { name: 'engine.plan', input: planWith({ path: '/etc/shadow' }), code: /bad-input/ },
  { name: 'engine.plan', input: planWith(JSON.parse('{"__proto__":1}')), code: /bad-input/ },
  { name: 'engine.plan', input: { ...noPlan, selection: 'any-hosts-hijack' }, code: /bad-input/ },
  { name: 'engine.run', input: { digest: '0'.repeat(64), run, by: 'root' }, code: /plan-changed/ },
  { name: 'engine.run', input: { digest: '', run: '../../x', by: 'root' }, code: /bad-input/ },
  { name: 'engine.run', input: { digest: '', run: `${run}/../../x`, by: 'root' }, code: /bad-input/ },
  { name: 'engine.cancel', input: { run: '../../../home/tech' }, code: /bad-input/ },
  { name: 'engine.cancel', input: { run }, code: /not-found/ },
  { name: 'engine.undo', input: { ...undo, root: '/', run: '../../x' }, code: /bad-input/ },
  { name: 'engine.undo', input: { ...undo, root: '/', routine: '../../etc', step: '../passwd' }, code: /not-found/ },
  { name: 'engine.verify', input: { run: '..', root: '/' }, code: /bad-input/ },
  { name: 'engine.quarantine', input: { op: 'purge', id: '../../../etc/passwd', root: '/' }, code: /not-found/ },
  { name: 'engine.quarantine', input: { op: 'purge', id: `${run}/any-preload-leftover/1.2`, root: '/' }, code: /not-found/ },
  ...roots.flatMap((root): Forged[] => [
    { name: 'engine.plan', input: { ...noPlan, selection: [{ routine: 'any-hosts-hijack' }], root }, code: refusedRoot() },
    { name: 'engine.undo', input: { ...undo, root }, code: refusedRoot() },
    { name: 'engine.recover', input: { run, root }, code: refusedRoot() },
    { name: 'engine.history', input: { check: true, root }, code: refusedRoot() },
    { name: 'engine.quarantine', input: { op: 'list', root }, code: refusedRoot() },
  ]),
];

function planWith(params: unknown): unknown {
  return { ...noPlan, selection: [{ routine: 'any-hosts-hijack' }], params: { 'any-hosts-hijack': params } };
}

/** `busy`: a refused call before it, about the same run, has not quite ended. */
function refusedRoot(): RegExp {
  return /bad-input|unsafe-path|unsafe-place|busy/;
}

/** Lines that are no frames at all, or frames with wrong envelopes. */
const garbage = [
  'hello',
  '[]',
  'null',
  '"x"',
  '{"op":"open"}',
  '{"op":"open","id":-1,"name":"engine.hello","input":{},"credit":1}',
  '{"op":"open","id":9001,"name":"engine.hello","input":{},"credit":99999999}',
  '{"op":"more","id":7,"credit":5}',
  '{"op":"close","id":12345}',
  '{"op":"exec","id":1,"argv":["rm","-rf","/"]}',
  '['.repeat(200_000),
  '\u0000\u0001\ufffd',
];

export const forgedFrames: Trial = {
  id: 'rights-forged-frames',
  title: 'frames straight into a worker of root: unknown verbs, foreign ids, digests, params and roots, garbage, a huge line',
  prove: async (machine, { check, untouched }) => {
    await machine.must(['sh', '-c', 'mkdir -p ~/x/var/lib/rescuepc/runs'], { user: 'tech' });
    const before = machine.changedFiles();
    const frames = forged.map(({ name, input }, id) => JSON.stringify({ op: 'open', id, name, input, credit: 8 }));
    const hello = JSON.stringify({ op: 'open', id: 5000, name: 'engine.hello', input: {}, credit: 1 });
    const { code, replies } = await converse(machine, [...garbage, ...frames, hello], frames.length + 1);
    for (const [id, { name, input, code: wanted }] of forged.entries()) {
      const reply = replies.findLast((line) => line.includes(`"id":${id},`) || line.includes(`"id":${id}}`)) ?? 'no answer';
      const refused = reply.includes('"op":"fail"') && wanted.test(/"code":"([^"]+)"/.exec(reply)?.[1] ?? '');
      check(refused, `${name} ${JSON.stringify(input)}: ${reply.slice(0, 200)}`);
    }
    check(code === 0 && replies.some((line) => line.includes('"id":5000')), `the worker does not answer any more, exit ${code}`);
    const huge = await converse(machine, [`{"op":"open","id":1,"name":"${'x'.repeat(6_000_000)}`, hello], 1);
    check(huge.code === 0 && huge.replies.length === 0, `a huge line: exit ${huge.code}, ${huge.replies.length} answers`);
    untouched('forged frames', machine, before);
    const made = await machine.must(['find', '/home/tech/x', '/dev/shm', '/run/lock', '-user', 'root', '-name', '*rescuepc*']);
    check(made === '', `root made something where a caller said: ${made}`);
  },
};

/**
 * Sends lines one after the other, since some wait for the store's lock, and keeps the stream open until `answers` calls are answered or
 * the worker has left.
 */
async function converse(
  machine: Machine,
  lines: readonly string[],
  answers: number,
): Promise<{ code: number | null; replies: readonly string[] }> {
  const script = `trap '' PIPE; cd "$(mktemp -d /run/lab-XXXXXX)"; mkfifo lines; ${worker} <lines >said & exec 3>lines
    while IFS= read -r line; do printf '%s\\n' "$line" >&3 || break; sleep 0.02; done
    while kill -0 $! && [ "$(grep -cE '"op":"(fail|end)"' said)" -lt ${answers} ]; do sleep 0.1; done
    exec 3>&-; wait $!; code=$?; cat said; exit $code`;
  const output = await machine.run(['bash', '-c', script], { input: `${lines.join('\n')}\n` });
  return { code: output.code, replies: output.stdout.split('\n').filter(Boolean) };
}
