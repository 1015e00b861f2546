import type { CoreEntry } from '../entry.js';

/** Why a gate is closed. */
export const gatesTexts: readonly CoreEntry[] = [
  {
    en: 'A restart is pending; what is changed now may be overwritten by it.',
    de: 'Ein Neustart steht aus; er könnte überschreiben, was jetzt geändert wird.',
  },
  { en: 'The battery is at {0#} % and no charger is connected.', de: 'Der Akku steht bei {0} %, und kein Ladegerät ist angeschlossen.' },
  {
    en: 'Only {0#} MB are free where backups are kept; {1#} MB are needed.',
    de: 'Am Ort der Sicherungen sind nur {0} MB frei; {1} MB werden gebraucht.',
  },
  {
    en: 'This system is an image ({0}): its packages and boot files come from the image and must not be changed.',
    de: 'Dieses System ist ein Abbild ({0}): Seine Pakete und Startdateien stammen aus dem Abbild und dürfen nicht geändert werden.',
  },
  {
    en: 'You work through a remote session, and this may cut it.',
    de: 'Sie arbeiten über eine Fernsitzung, und das könnte sie unterbrechen.',
  },
];
