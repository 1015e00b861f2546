import type { Registry, RegistryData } from '../../src-main/core/ports.js';

/** A registry in memory. Absence and an empty value are different things. */
export function createFakeRegistry(): Registry & { readonly values: Map<string, RegistryData> } {
  const values = new Map<string, RegistryData>();
  const at = (key: string, name: string): string => `${key}\\${name}`.toLowerCase();
  return {
    values,
    read: (key, name) => Promise.resolve(values.get(at(key, name)) ?? null),
    async write(key, name, value) {
      if (value === null) values.delete(at(key, name));
      else values.set(at(key, name), value);
      return Promise.resolve();
    },
  };
}
