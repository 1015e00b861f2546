import { defaultSettings, type Settings } from '../../../src-shared/contract/settings.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';

/** What a person has chosen. */
export function settingsHandlers({ records }: AppPorts): FeatureHandlers<'settings'> {
  return {
    'settings.get': () => readSettings({ records }),
    'settings.set': async (settings) => {
      await records.change((save) => save('settings', 'settings', settings));
      return settings;
    },
  };
}

/** The defaults where none were saved, or none can be read. */
export async function readSettings({ records }: Pick<AppPorts, 'records'>): Promise<Settings> {
  return (await records.read('settings', 'settings')) ?? defaultSettings;
}
