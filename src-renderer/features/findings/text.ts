import type { Rung } from '../../../src-shared/contract/scan.js';
import type { Text, Texts } from '../../text/texts.js';

export const findingsTexts = {
  title: { en: 'What was found', de: 'Was gefunden wurde' },
  titleSymptom: { en: 'Looking for the cause: {symptom}', de: 'Auf der Suche nach der Ursache: {symptom}' },
  summary: {
    en: '{urgent} urgent, {soon} soon. {checked, plural, one {# thing was} other {# things were}} read on {when} in {seconds} s.',
    de: '{urgent} dringend, {soon} bald. {checked, plural, one {# Angabe} other {# Angaben}} gelesen am {when} in {seconds} s.',
  },
  nothing: {
    en: 'Nothing that needs a repair was found in what could be read.',
    de: 'In dem, was gelesen werden konnte, wurde nichts gefunden, das repariert werden muss.',
  },
  notLookedAt: {
    en: '{count, plural, one {# thing was} other {# things were}} not looked at',
    de: '{count, plural, one {# Angabe wurde} other {# Angaben wurden}} nicht angesehen',
  },
  review: {
    en: 'Review {count, plural, one {# repair} other {# repairs}}',
    de: '{count, plural, one {# Reparatur} other {# Reparaturen}} ansehen',
  },
  unread: {
    en: '{count, plural, one {# thing} other {# things}} I could not read',
    de: '{count, plural, one {# Angabe} other {# Angaben}} konnte ich nicht lesen',
  },
  readAsAdmin: { en: 'Read them as administrator', de: 'Als Administrator lesen' },
  deeper: { en: 'Look deeper (takes minutes)', de: 'Gründlicher prüfen (dauert Minuten)' },
  helps: { en: 'What helps', de: 'Was hilft' },
  include: { en: 'Include “{title}” in the plan', de: '„{title}“ in den Plan aufnehmen' },
  noRepair: { en: 'RescuePC has no repair for this.', de: 'RescuePC hat dafür keine Reparatur.' },
  cure: { en: 'What cures it', de: 'Was dagegen hilft' },
  backToAll: { en: 'Close this result', de: 'Dieses Ergebnis schließen' },
  rungRepair: { en: 'Review the repair', de: 'Reparatur ansehen' },
  report: { en: 'Report', de: 'Bericht' },
  otherRoot: { en: 'Looked at: the system at {root}', de: 'Geprüft wurde das System unter {root}' },
} as const satisfies Texts;

export const rungTexts = {
  fine: { en: 'fine', de: 'in Ordnung' },
  breaks: { en: 'here it breaks', de: 'hier hakt es' },
  'could-not-look': { en: 'could not look', de: 'nicht einsehbar' },
} as const satisfies Readonly<Record<Rung['state'], Text>>;
