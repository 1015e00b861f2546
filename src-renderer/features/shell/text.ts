import type { Texts } from '../../text/texts.js';

/** Words around the pages. */
export const shellTexts = {
  menu: { en: 'Pages', de: 'Seiten' },
  skip: { en: 'Skip to the page', de: 'Zum Inhalt springen' },
  menuStart: { en: 'This machine', de: 'Dieses Gerät' },
  menuHistory: { en: 'History', de: 'Verlauf' },
  menuJob: { en: 'Job', de: 'Auftrag' },
  menuHardware: { en: 'Hardware', de: 'Hardware' },
  menuSpace: { en: 'Space', de: 'Speicherplatz' },
  menuRepairs: { en: 'Repairs', de: 'Reparaturen' },
  menuSettings: { en: 'Settings', de: 'Einstellungen' },
  serial: { en: 'S/N {serial}', de: 'S/N {serial}' },
  upSince: { en: 'up {time}', de: 'eingeschaltet seit {time}' },
  runningAs: { en: 'running as {user}', de: 'läuft als {user}' },
  runningAsAdmin: { en: 'running as {user}, administrator rights ready', de: 'läuft als {user}, Administratorrechte bereit' },
  otherUsers: { en: 'also here: {users}', de: 'außerdem hier: {users}' },
  noJob: { en: 'no job open', de: 'kein Auftrag offen' },
  job: { en: 'job {ticket}', de: 'Auftrag {ticket}' },
  unknownModel: { en: 'model not told', de: 'Modell nicht angegeben' },
  state: { en: 'Kept in {folder}', de: 'Gespeichert in {folder}' },
  licensePlace: { en: 'License: not needed in this version', de: 'Lizenz: in dieser Version nicht nötig' },
  offline: { en: 'Works offline', de: 'Funktioniert ohne Internet' },
  version: { en: 'Version {version}', de: 'Version {version}' },
  lost: {
    en: 'The connection to RescuePC was lost. A repair that is at work goes on; trying to connect again …',
    de: 'Die Verbindung zu RescuePC ist unterbrochen. Eine laufende Reparatur geht weiter; es wird neu verbunden …',
  },
  noSession: { en: 'This browser tab was not let in', de: 'Dieser Browser-Tab wurde nicht eingelassen' },
  noSessionWhy: {
    en: 'The address lets one browser in, once, within ten minutes. Start “rescuepc console” again in the terminal and open the address that it prints.',
    de: 'Die Adresse lässt einen Browser ein, einmal, innerhalb von zehn Minuten. Starten Sie im Terminal „rescuepc console“ neu und öffnen Sie die angezeigte Adresse.',
  },
  watching: { en: 'Another window is in control. This one watches.', de: 'Ein anderes Fenster hat die Kontrolle. Dieses sieht zu.' },
  takeControl: { en: 'Take control here', de: 'Kontrolle hierher holen' },
  askingTerminal: {
    en: 'An administrator’s password is asked for in the terminal in which RescuePC was started.',
    de: 'Im Terminal, in dem RescuePC gestartet wurde, wird nach dem Passwort eines Administrators gefragt.',
  },
  askingDialog: {
    en: 'The system asks for an administrator’s password in a dialog of its own.',
    de: 'Das System fragt in einem eigenen Dialog nach dem Passwort eines Administrators.',
  },
  runAtWork: { en: 'A repair is at work', de: 'Eine Reparatur läuft' },
  showRun: { en: 'Show the repair', de: 'Reparatur zeigen' },
  crashed: { en: 'This page could not be shown', de: 'Diese Seite konnte nicht angezeigt werden' },
  crashedWhy: {
    en: 'Repairs are not affected. Open the page again; if it fails again, restart RescuePC.',
    de: 'Reparaturen sind davon nicht betroffen. Öffnen Sie die Seite noch einmal; hilft das nicht, starten Sie RescuePC neu.',
  },
  notThere: { en: 'There is no such page', de: 'Diese Seite gibt es nicht' },
  toStart: { en: 'To the first page', de: 'Zur ersten Seite' },
} as const satisfies Texts;
