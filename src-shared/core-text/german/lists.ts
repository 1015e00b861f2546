import type { CoreEntry } from '../entry.js';

/** Several names, and a name with what is said of it: only where the rest is known. */
export const listsTexts: readonly CoreEntry[] = [
  { en: '{0} and {1#} more', de: '{0~} und {1} weitere' },
  { en: '{0=}: {1*}', de: '{0}: {1!}' },
  { en: '{0=} ({1})', de: '{0} ({1!})' },
  { en: '{0@}, line {1#}: {2*}', de: '{0}, Zeile {1}: {2~}' },
  { en: '{0*}.', de: '{0!}.' },
];
