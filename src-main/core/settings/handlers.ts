import { defaultSettings } from '../../../src-shared/contract/settings.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';

/** What a person has chosen. Settings that were never saved, or by an older version, are filled up with the defaults. */
export function settingsHandlers({ index, now }: AppPorts): FeatureHandlers<'settings'> {
  return {
    'settings.get': async () => ({ ...defaultSettings, ...((await index.document('settings', 'settings')) as object | null) }),
    'settings.set': async (settings) => {
      await index.saveDocument('settings', 'settings', now().toISOString(), settings);
      return settings;
    },
  };
}
