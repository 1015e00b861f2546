import { defaultSettings, type Settings } from '../../../src-shared/contract/settings.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';

/** What a person has chosen. */
export function settingsHandlers(ports: AppPorts): FeatureHandlers<'settings'> {
  const { index, now } = ports;
  return {
    'settings.get': () => readSettings(ports),
    'settings.set': async (settings) => {
      await index.saveDocument('settings', 'settings', now().toISOString(), settings);
      return settings;
    },
  };
}

/** Settings that were never saved, or by an older version, are filled up with the defaults. */
export async function readSettings({ index }: Pick<AppPorts, 'index'>): Promise<Settings> {
  return { ...defaultSettings, ...((await index.document('settings', 'settings')) as object | null) };
}
