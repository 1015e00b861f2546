import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import { beginJob, changeJob, needJob, openJob, readJobs } from './job.js';

/** One customer's visit: what was complained of, written down, declined, agreed to. */
export function jobHandlers(ports: AppPorts): FeatureHandlers<'job'> {
  return {
    'job.current': () => openJob(ports),
    'job.list': () => readJobs(ports),
    'job.get': ({ id }) => needJob(ports, id),
    'job.open': (details) => beginJob(ports, ports.newRunId(), details),
    'job.update': ({ id, details }) => changeJob(ports, id, () => ({ details })),
    'job.note': ({ id, text }) => changeJob(ports, id, ({ notes }) => ({ notes: [...notes, { at: ports.now().toISOString(), text }] })),
    'job.close': ({ id }) => changeJob(ports, id, ({ closedAt }) => ({ closedAt: closedAt ?? ports.now().toISOString() })),
  };
}
