import type { RoutineInfo } from '../../../src-shared/contract/scan.js';
import type { Text, Texts } from '../../text/texts.js';

export const repairsTexts = {
  title: { en: 'Repairs', de: 'Reparaturen' },
  intro: {
    en: 'Everything that RescuePC can repair on this system, with what was proved about it.',
    de: 'Alles, was RescuePC an diesem System reparieren kann, und was davon bewiesen ist.',
  },
  search: { en: 'Search the repairs', de: 'Reparaturen durchsuchen' },
  against: { en: 'Helps against', de: 'Hilft gegen' },
  anyComplaint: { en: 'anything', de: 'alles' },
  count: { en: '{shown} of {all} repairs, {proved} proved in the lab', de: '{shown} von {all} Reparaturen, {proved} im Labor bewiesen' },
  risk: { en: 'risk {risk}', de: 'Risiko {risk}' },
  restart: { en: 'needs a restart', de: 'braucht einen Neustart' },
  asUser: { en: 'works as the user', de: 'arbeitet als Benutzer' },
  asAdmin: { en: 'works as administrator', de: 'arbeitet als Administrator' },
  reads: { en: 'Reads', de: 'Liest' },
  touches: { en: 'Touches', de: 'Berührt' },
  source: { en: 'Source', de: 'Quelle' },
  details: { en: 'Details of “{title}”', de: 'Einzelheiten zu „{title}“' },
  plan: { en: 'See the plan', de: 'Plan ansehen' },
} as const satisfies Texts;

export const confirmedTexts = {
  lab: { en: 'proved in the lab', de: 'im Labor bewiesen' },
  transcript: { en: 'proved on recorded outputs', de: 'an aufgezeichneten Ausgaben bewiesen' },
  no: { en: 'not proved; never recommended', de: 'nicht bewiesen; wird nie empfohlen' },
} as const satisfies Readonly<Record<RoutineInfo['confirmed'], Text>>;

export const riskTexts = {
  low: { en: 'low', de: 'gering' },
  medium: { en: 'medium', de: 'mittel' },
  high: { en: 'high', de: 'hoch' },
} as const satisfies Readonly<Record<RoutineInfo['risk'], Text>>;
