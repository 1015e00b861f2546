import { AppError } from '../../../src-shared/errors.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';

/** Opening and closing disks. It is the worker that does it; what reads them afterwards needs the same rights. */
export function diskHandlers({ engines }: AppPorts): FeatureHandlers<'disk'> {
  return {
    'disk.open': async (request) => {
      if (!engines.elevated) throw new AppError('not-permitted', 'A disk can be opened by an administrator only.', 'Run it with sudo.');
      const engine = await engines.machine();
      return engine['engine.mount'](request);
    },
    'disk.close': async () => {
      const engine = await engines.machine();
      return engine['engine.unmount']({});
    },
  };
}
