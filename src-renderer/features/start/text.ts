import type { Symptom } from '../../../src-shared/contract/words.js';
import type { Text, Texts } from '../../text/texts.js';

export const startTexts = {
  title: { en: 'This machine', de: 'Dieses Gerät' },
  data: { en: 'Data safe?', de: 'Daten sicher?' },
  room: { en: 'Room?', de: 'Platz?' },
  restart: { en: 'Restart pending?', de: 'Neustart nötig?' },
  internet: { en: 'Internet?', de: 'Internet?' },
  dataFine: {
    en: '{disks, plural, one {# disk} other {# disks}}, 0 errors',
    de: '{disks, plural, one {# Datenträger} other {# Datenträger}}, 0 Fehler',
  },
  dataLife: { en: '{life} life left', de: 'noch {life} Lebensdauer' },
  dataErrors: {
    en: '{errors, plural, one {# disk reports errors} other {# disks report errors}}',
    de: '{errors, plural, one {# Datenträger meldet Fehler} other {# Datenträger melden Fehler}}',
  },
  dataSigns: { en: 'The system reports trouble with a disk', de: 'Das System meldet Schwierigkeiten mit einem Datenträger' },
  roomFree: { en: '{free} free of {total} ({mount})', de: '{free} frei von {total} ({mount})' },
  restartNo: { en: 'no', de: 'nein' },
  restartYes: { en: 'yes, an update waits for it', de: 'ja, ein Update wartet darauf' },
  internetWorks: { en: 'works, answer in {ms} ms', de: 'funktioniert, Antwort nach {ms} ms' },
  internetBroken: { en: 'does not work', de: 'funktioniert nicht' },
  internetNone: { en: 'no connection', de: 'keine Verbindung' },
  internetConnected: {
    en: 'Connected to a network; the internet was not asked',
    de: 'Mit einem Netz verbunden; das Internet wurde nicht gefragt',
  },
  askInternet: { en: 'Ask the internet', de: 'Internet fragen' },
  notRead: { en: 'not read: {reason}', de: 'nicht gelesen: {reason}' },
  readAsAdmin: { en: 'Read it as administrator', de: 'Als Administrator lesen' },
  complaint: { en: 'What is the complaint?', de: 'Worüber wird geklagt?' },
  words: { en: 'The customer’s words', de: 'In den Worten des Kunden' },
  fullCheck: { en: 'Full check', de: 'Alles prüfen' },
  earlier: { en: 'Earlier work on this machine', de: 'Frühere Arbeiten an diesem Gerät' },
} as const satisfies Texts;

export const symptomTexts = {
  'no-internet': { en: 'no internet', de: 'kein Internet' },
  slow: { en: 'slow', de: 'langsam' },
  'no-updates': { en: 'no updates', de: 'keine Updates' },
  'wont-boot': { en: 'will not start', de: 'startet nicht' },
  'disk-full': { en: 'disk full', de: 'Datenträger voll' },
  'no-sound': { en: 'no sound', de: 'kein Ton' },
  'no-printing': { en: 'no printing', de: 'druckt nicht' },
  'pop-ups': { en: 'pop-ups', de: 'Werbefenster' },
} as const satisfies Readonly<Record<Symptom, Text>>;
