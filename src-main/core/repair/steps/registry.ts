import type { StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import type { Registry, RegistryData, Target } from '../../ports.js';
import type { Executor } from './types.js';

/** Sets or removes one registry value; type, raw bytes and absence are kept as they were. Windows only. */
export const registry: Executor<StepOf<'registry'>> = {
  describe: (body) => ({
    does: [
      body.value === null
        ? `remove the registry value ${body.key}\\${body.name}`
        : `set the registry value ${body.key}\\${body.name} (type ${body.value.type})`,
    ],
    commands: [],
  }),
  reversibility: () => ({ level: 'exact', why: 'The old value, or that there was none, is recorded with its type.' }),
  objects: (body) => [`registry:${body.key}\\${body.name}`.toLowerCase()],
  async observe(body, target) {
    return { value: await registryOf(target).read(body.key, body.name) };
  },
  capture: () => Promise.resolve([]),
  leaves: (body) => Promise.resolve({ value: body.value }),
  async apply(body, context) {
    await registryOf(context.target).write(body.key, body.name, body.value);
    return [];
  },
  async restore(body, context, kept) {
    await registryOf(context.target).write(body.key, body.name, (kept.before['value'] ?? null) as RegistryData | null);
    return 'restored';
  },
};

function registryOf(target: Target): Registry {
  if (target.registry === null) throw new AppError('unsupported', 'This system has no registry.');
  return target.registry;
}
