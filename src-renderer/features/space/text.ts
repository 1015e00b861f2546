import type { Texts } from '../../text/texts.js';

export const spaceTexts = {
  title: { en: 'Space', de: 'Speicherplatz' },
  intro: {
    en: 'What fills a disk. Counting reads only names and sizes.',
    de: 'Was einen Datenträger füllt. Zum Zählen werden nur Namen und Größen gelesen.',
  },
  volume: { en: 'Folder or volume', de: 'Ordner oder Laufwerk' },
  count: { en: 'Count', de: 'Zählen' },
  counting: {
    en: '{files, plural, one {# file} other {# files}}, {size} so far',
    de: 'bisher {files, plural, one {# Datei} other {# Dateien}}, {size}',
  },
  stop: { en: 'Stop counting', de: 'Zählen beenden' },
  total: {
    en: '{size} in {files, plural, one {# file} other {# files}}',
    de: '{size} in {files, plural, one {# Datei} other {# Dateien}}',
  },
  map: { en: 'What takes the room', de: 'Was den Platz belegt' },
  list: { en: 'The same as a list', de: 'Dasselbe als Liste' },
  up: { en: 'One folder up', de: 'Einen Ordner höher' },
  openFolder: { en: 'Open {name}, {size}', de: '{name} öffnen, {size}' },
  rest: {
    en: '{files, plural, one {# smaller file} other {# smaller files}}',
    de: '{files, plural, one {# kleinere Datei} other {# kleinere Dateien}}',
  },
  unread: {
    en: '{count, plural, one {# folder} other {# folders}} could not be read',
    de: '{count, plural, one {# Ordner war} other {# Ordner waren}} nicht lesbar',
  },
  cleaning: { en: 'Make room', de: 'Platz schaffen' },
  cleaningIntro: {
    en: 'RescuePC deletes only what programs make again by themselves, and shows every entry first.',
    de: 'RescuePC löscht nur, was Programme von selbst wieder anlegen, und zeigt vorher jeden Eintrag.',
  },
  review: { en: 'Review what can be cleaned', de: 'Ansehen, was aufgeräumt werden kann' },
  empty: { en: 'Nothing counted yet', de: 'Noch nichts gezählt' },
  free: { en: '{free} free', de: '{free} frei' },
} as const satisfies Texts;
