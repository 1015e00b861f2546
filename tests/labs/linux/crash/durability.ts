import { last, textOf } from '../product.ts';
import { type Report, onRig, repairOf } from './points.ts';
import { hosts } from './subjects.ts';
import { type Call, callsIn } from './trace-events.ts';

const fileCalls = ['--seccomp-bpf', '-e', 'trace=openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2'];

type Find = (calls: readonly Call[]) => Call | undefined;

/** The first must have ended before the second begins; one that is not seen fails, too. */
type Rule = readonly [words: string, first: Find, then: Find];

const repairRules: readonly Rule[] = [
  ['a new store is synced in its parent before the run opens', synced('/var/lib>'), row('opened')],
  ['the list of runs is synced before the run opens', synced('/runs>'), row('opened')],
  ['the kept manifest is synced before planned is written', synced('-1.1.json>'), row('planned')],
  ['the kept bytes are synced before planned is written', synced('-1.1.data>'), row('planned')],
  ['the folder of kept bytes is synced after the last of them', synced('-1.1.data>'), lastSynced('/backup>')],
  ['the folder of kept bytes is synced before planned is written', lastSynced('/backup>'), row('planned')],
  ['planned is synced before the first write for the target', rowSynced('planned'), opensNewFile],
  ['the new file is synced before it replaces the target', synced('/etc/.rescuepc-'), replaces],
  ['the folder of the target is synced after that', replaces, synced('/etc>')],
  ['the folder of the target is synced before done is written', synced('/etc>'), row('done')],
  ['done is synced before the repair is judged', rowSynced('done'), row('verified')],
];

const undoRules: readonly Rule[] = [
  ['undo is synced before the first write for the target', rowSynced('undo'), opensNewFile],
  ['restoring is synced before the first write for the target', rowSynced('restoring'), opensNewFile],
  ['the old file is synced before it replaces the target', synced('/etc/.rescuepc-'), replaces],
  ['the folder of the target is synced before restored is written', synced('/etc>'), row('restored')],
];

/** The order in which a repair and its undo reach the disk, as strace sees it. */
export function orderOfDurability(product?: string): Promise<Report> {
  return onRig(
    hosts,
    async (rig) => {
      const repaired = await rig.trace(fileCalls, repairOf(hosts));
      const undone = await rig.trace(fileCalls, ['undo', textOf(last(repaired, 'finished'), 'run'), '--yes']);
      const exits = [repaired, undone].filter(({ code }) => code !== 0).map(({ code, text }) => `exit ${code}: ${text}`);
      const failures = [...exits, ...broken(repairRules, repaired.trace), ...broken(undoRules, undone.trace)];
      return { tried: `${repairRules.length + undoRules.length} rules`, found: `${failures.length} broken`, failures };
    },
    { product },
  );
}

function broken(rules: readonly Rule[], trace: string): readonly string[] {
  const calls = callsIn(trace);
  return rules.flatMap(([words, first, then]) => {
    const [a, b] = [first(calls), then(calls)];
    if (a === undefined || b === undefined) return [`${words}: the ${a === undefined ? 'first' : 'second'} was not seen`];
    return a.to < b.from ? [] : [`not so: ${words}`];
  });
}

function synced(path: string): Find {
  return (calls) => calls.find((call) => isSync(call, path));
}

function lastSynced(path: string): Find {
  return (calls) => calls.findLast((call) => isSync(call, path));
}

/** It must have worked, too. */
function isSync(call: Call, path: string): boolean {
  return /^f(data)?sync$/.test(call.name) && call.text.includes(path) && call.text.endsWith('= 0');
}

function row(type: string): Find {
  return (calls) => calls.find((call) => call.name === 'pwrite64' && call.text.includes(`\\"type\\":\\"${type}\\"`));
}

function rowSynced(type: string): Find {
  return (calls) => {
    const written = row(type)(calls);
    return calls.find((call) => written !== undefined && call.from > written.to && isSync(call, 'journal.ndjson>'));
  };
}

function opensNewFile(calls: readonly Call[]): Call | undefined {
  return calls.find((call) => call.name === 'openat' && /\.rescuepc-[0-9a-f]{12}", O_WRONLY\|O_CREAT/.test(call.text));
}

function replaces(calls: readonly Call[]): Call | undefined {
  return calls.find((call) => call.name.startsWith('rename') && /\.rescuepc-.*\/hosts"/.test(call.text));
}
