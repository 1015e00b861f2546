import { readdirSync } from 'node:fs';
import { proveBaseline } from './baseline.ts';
import { type LabCase, type Trap, routinesOf } from './case.ts';
import { cases, traps } from './cases/index.ts';
import { crashJobs } from './crash/jobs.ts';
import { dialogJobs } from './dialogs/jobs.ts';
import { fieldJobs } from './field/jobs.ts';
import { offlineJobs } from './offline/jobs.ts';
import { elevatedCases, rightsTrials } from './rights/index.ts';
import type { Job } from './row.ts';
import { runCase, runTrap } from './run-case.ts';
import { symptomJobs } from './symptoms/jobs.ts';
import { trialJobs } from './rights/trial.ts';
import { troubleTrials } from './trouble/index.ts';
import { vmJobs } from './vm/jobs.ts';

/** Every row of the lab, in the order of its table. */
export async function allJobs(): Promise<readonly Job[]> {
  const definedIn = await modulesOf('cases/');
  const ofCase = (one: LabCase | Trap): Omit<Job, 'run'> => ({
    id: one.id,
    title: one.title,
    from: [new URL('run-case.ts', import.meta.url).href, definedIn.get(one) ?? new URL('cases/index.ts', import.meta.url).href],
    about: 'wholeScan' in one ? 'everything' : routinesOf(one),
    packages: one.machine?.packages ?? [],
  });
  return [
    ...cases.map((one): Job => ({ ...ofCase(one), run: (options) => runCase(one, options) })),
    ...traps.map((trap): Job => ({ ...ofCase(trap), run: (options) => runTrap(trap, options) })),
    ...crashJobs,
    ...dialogJobs,
    ...offlineJobs,
    ...vmJobs,
    ...symptomJobs,
    ...elevatedCases,
    ...fieldJobs,
    ...trialJobs(rightsTrials, new URL('rights/index.ts', import.meta.url).href),
    ...trialJobs(troubleTrials, new URL('trouble/index.ts', import.meta.url).href),
    baseline,
  ];
}

const baseline: Job = {
  id: 'baseline',
  title: 'a boot without us changes only what the fixed list says',
  run: proveBaseline,
  from: [new URL('baseline.ts', import.meta.url).href],
  about: [],
};

/** Which module of a folder defines an object, alone or in a list: what another module builds from it is not found. */
async function modulesOf(folder: string): Promise<ReadonlyMap<unknown, string>> {
  const urls = readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => new URL(folder + name, import.meta.url).href);
  const modules = await Promise.all(urls.map(async (url) => [url, Object.values((await import(url)) as object)] as const));
  return new Map(modules.flatMap(([url, values]) => values.flat().map((value) => [value, url] as const)));
}
