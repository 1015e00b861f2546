import type { Outcome, Severity } from '../../src-shared/contract/words.js';
import type { Text, Texts } from './texts.js';

/** Words that several pages share. */
export const commonTexts = {
  cancel: { en: 'Cancel', de: 'Abbrechen' },
  close: { en: 'Close', de: 'Schließen' },
  copy: { en: 'Copy', de: 'Kopieren' },
  copied: { en: 'Copied', de: 'Kopiert' },
  tryAgain: { en: 'Try again', de: 'Noch einmal versuchen' },
  loading: { en: 'Loading', de: 'Wird geladen' },
  stillWorking: { en: 'Still working, {time}', de: 'Arbeitet noch, {time}' },
  showEvidence: { en: 'Where this was read', de: 'Woran man es sieht' },
  where: { en: 'Where', de: 'Wo' },
  whatStandsThere: { en: 'What stands there', de: 'Was dort steht' },
  whatItMeans: { en: 'What it means', de: 'Was es bedeutet' },
  whyItMatters: { en: 'Why this matters', de: 'Warum das wichtig ist' },
  search: { en: 'Search', de: 'Suchen' },
  nothingFound: { en: 'Nothing fits “{query}”.', de: 'Nichts passt zu „{query}“.' },
} as const satisfies Texts;

/** Outcomes in plain language; the list is the engine's. */
export const outcomeTexts = {
  healthy: { en: 'nothing to do', de: 'nichts zu tun' },
  needed: { en: 'needs repair', de: 'muss repariert werden' },
  repaired: { en: 'repaired', de: 'repariert' },
  'not-repaired': { en: 'not repaired', de: 'nicht repariert' },
  'could-not-run': { en: 'could not run', de: 'konnte nicht laufen' },
  busy: { en: 'busy', de: 'belegt' },
  'restart-pending': { en: 'needs a restart', de: 'Neustart nötig' },
  'not-applicable': { en: 'does not apply here', de: 'trifft hier nicht zu' },
  unknown: { en: 'unknown', de: 'unbekannt' },
} as const satisfies Readonly<Record<Outcome, Text>>;

export const severityTexts = {
  critical: { en: 'Urgent', de: 'Dringend' },
  warning: { en: 'Soon', de: 'Bald' },
  info: { en: 'Note', de: 'Hinweis' },
} as const satisfies Readonly<Record<Severity, Text>>;

/** The meanings that colour, shape and word stand for. */
export const markTexts = {
  urgent: { en: 'urgent', de: 'dringend' },
  soon: { en: 'soon', de: 'bald' },
  fine: { en: 'fine', de: 'in Ordnung' },
  unread: { en: 'not read', de: 'nicht gelesen' },
  note: { en: 'note', de: 'Hinweis' },
} as const satisfies Texts;
