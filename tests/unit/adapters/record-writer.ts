import { createRecordFiles } from '../../../src-main/adapters/record-files.ts';
import { identify } from '../../../src-main/adapters/processes.ts';
import { changeJob } from '../../../src-main/core/job/job.ts';

/** A process that writes notes into a job, one after the other. */
const [home = '', id = '', name = '', count = '0'] = process.argv.slice(2);
const me = await identify(process.pid);
const owner = { pid: process.pid, startTime: me?.startTime ?? '', bootId: 'boot', user: name };
const records = createRecordFiles(home, () => Promise.resolve(owner), { info: () => undefined, warn: console.error });
for (let at = 0; at < Number(count); at += 1)
  await changeJob({ records, now: () => new Date() }, id, ({ notes }) => ({ notes: [...notes, { at: '2026', text: `${name} ${at}` }] }));
