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
    en: '{count, plural, one {# folder or file} other {# folders or files}} could not be read',
    de: '{count, plural, one {# Ordner oder Datei war} other {# Ordner oder Dateien waren}} nicht lesbar',
  },
  unreadShare: {
    en: 'Of {used} that are taken on this disk, up to {missing} ({share}) are missing in this picture.',
    de: 'Von {used}, die auf diesem Datenträger belegt sind, fehlen in diesem Bild bis zu {missing} ({share}).',
  },
  unreadUnknown: {
    en: 'How much is in them is not known: they are missing in this picture.',
    de: 'Wie viel darin liegt, ist nicht bekannt: Sie fehlen in diesem Bild.',
  },
  unreadCure: {
    en: 'The window counts with its own rights only. An administrator sees the rest in a terminal with:',
    de: 'Das Fenster zählt nur mit seinen eigenen Rechten. Den Rest sieht ein Administrator im Terminal mit:',
  },
  unreadList: {
    en: '{count, plural, one {Which one} other {# of them}}',
    de: '{count, plural, one {Welcher} other {# davon}}',
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
