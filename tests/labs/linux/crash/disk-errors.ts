import { type Found, recoverAndLook } from './aftermath.ts';
import { type Report, freshlyBroken, onRig, repairOf, report } from './points.ts';
import type { Rig } from './rig.ts';
import { hosts } from './subjects.ts';
import { type Call, callsIn, ofFileThread, ordinal } from './trace-events.ts';

const fileCalls = 'trace=openat,write,pwrite64,fsync,fdatasync,rename';

/** A call of the repair that shall fail: which one, how, and what the machine must be afterwards. */
type Failure = { readonly words: string; readonly inject: string; readonly where: Found['where'] | 'any' };

/** Lets single file calls in the middle of a repair fail as a full or a dying disk would. */
export function failingCalls(): Promise<Report> {
  return onRig(hosts, async (rig, before) => {
    const undisturbed = await rig.trace(['-e', fileCalls], repairOf(hosts));
    const all = failuresOf(ofFileThread(callsIn(undisturbed.trace)));
    const found: Found[] = [];
    for (const failure of all) {
      await freshlyBroken(rig, hosts);
      found.push(await tryFailure(rig, before, failure));
    }
    return report(`${all.length} failing calls`, found);
  });
}

function failuresOf(calls: readonly Call[]): readonly Failure[] {
  const target = '/etc/.rescuepc-';
  const at = (name: string, part: string, error: string, where: Failure['where'], more = ''): Failure => ({
    words: `${error} on ${name} of ${part}${more === '' ? '' : ', and from then on'}`,
    inject: `inject=${name}:error=${error}:when=${ordinal(calls, name, part)}${more}`,
    where,
  });
  const journal = calls.filter((call) => call.name === 'fdatasync').map((_, index) => index + 1);
  return [
    at('write', target, 'ENOSPC', 'before'),
    at('write', target, 'EIO', 'before'),
    at('fsync', target, 'EIO', 'before'),
    at('fsync', '/etc>', 'EIO', 'before'),
    at('rename', '/hosts"', 'EIO', 'before'),
    at('write', '.data', 'ENOSPC', 'before'),
    at('fsync', '.data', 'EIO', 'before'),
    at('pwrite64', 'type\\":\\"planned', 'ENOSPC', 'any'),
    at('pwrite64', 'type\\":\\"done', 'EIO', 'before'),
    ...journal.flatMap((when) => [
      { words: `EIO on fdatasync ${when} of the journal`, inject: `inject=fdatasync:error=EIO:when=${when}`, where: 'any' as const },
      { words: `EIO on fdatasync ${when} and later`, inject: `inject=fdatasync:error=EIO:when=${when}+`, where: 'any' as const },
    ]),
  ];
}

async function tryFailure(rig: Rig, before: string, failure: Failure): Promise<Found> {
  const said = await rig.trace(['-e', fileCalls, '-e', failure.inject], repairOf(hosts));
  await rig.workerGone();
  const repaired = (await hosts.oracle(rig.machine)).pass;
  const injected = said.trace.includes('(INJECTED)');
  // Without an injection there is nothing to tell; a repair that did not work must be told, with words.
  const early = [
    ...(injected ? [] : ['the call did not fail']),
    ...(said.code === 0 && !repaired ? ['exit 0, and the machine is broken'] : []),
    ...(said.code !== 0 && said.text.trim() === '' ? ['nothing was said'] : []),
    ...(said.code === null ? ['it did not end'] : []),
  ];
  const { where, failures } = await recoverAndLook(rig, hosts, before);
  const wrong = failure.where === 'any' || failure.where === where ? [] : [`the machine is ${where}, not ${failure.where}`];
  return { where, failures: [...early, ...failures, ...wrong].map((words) => `${failure.words}: ${words}; it said ${said.code}: ${said.text.slice(-300)}`) };
}
