import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import { AppError } from '../../../src-shared/errors.js';

const everyMs = 250;

/** What fills a disk. */
export function spaceHandlers(ports: AppPorts): FeatureHandlers<'space'> {
  return {
    'space.count': async function* ({ path, root }, signal) {
      if (!path.startsWith('/')) throw new AppError('bad-input', `'${path}' is not the full path of a folder.`, 'Begin it with /.');
      const progress = { files: 0, bytes: 0, path };
      const work = ports.spaceCounter.count(root, path, (done) => Object.assign(progress, done), signal);
      // Who awaits it is told; until then a failure must not count as unhandled.
      work.catch(() => undefined);
      for (let ended = false; !ended;) {
        ended = await Promise.race([work.then(() => true), ports.sleep(everyMs).then(() => false)]);
        if (!ended) yield { type: 'counting', ...progress };
      }
      yield { type: 'counted', ...(await work) };
    },
  };
}
