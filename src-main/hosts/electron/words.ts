import { app } from 'electron';
import type { Settings } from '../../../src-shared/contract/settings.js';

export type Language = 'en' | 'de';

/** The language that the person chose; without a choice the system's, if it is one of ours. */
export function languageOf(choice: Settings['language']): Language {
  return choice !== 'system' ? choice : app.getLocale().startsWith('de') ? 'de' : 'en';
}

const repairs = (n: number): string => `${n} ${n === 1 ? 'repair' : 'repairs'}`;
const reparaturen = (n: number): string => `${n} ${n === 1 ? 'Reparatur' : 'Reparaturen'}`;

/** Words of the desktop host itself: its menu, dialogs and notifications. Those of the pages are theirs. */
export const words = {
  en: {
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    resetZoom: 'Normal size',
    fullScreen: 'Full screen',
    window: 'Window',
    minimise: 'Minimise',
    close: 'Close',
    help: 'Help',
    about: 'About RescuePC Repairs',
    quit: 'Quit',
    done: 'Repair finished',
    undone: 'Undo finished',
    ended: 'The work has ended',
    endedWhy: 'It did not end as planned. The history says how far it came.',
    waits: 'A repair waits for your answer',
    waitsWhy: 'What it would do has changed since you agreed to it.',
    cancelled: 'It was stopped.',
    outcome: (repaired: number, others: number) =>
      others === 0 ? `${repairs(repaired)} done.` : `${repairs(repaired)} done, ${others} not or not yet.`,
    putBack: (steps: number) => `${steps} ${steps === 1 ? 'step was' : 'steps were'} put back.`,
    atWork: 'A repair is at work',
    atWorkWhy:
      'A step that is in flight is finished first; then the repair stops. What it has done so far is taken back where that is possible. Nothing is lost if you let it go on.',
    stay: 'Let it go on',
    stopAndQuit: 'Stop and quit',
    install: 'Install the worker?',
    installWhy: (folder: string, files: number, sha256: string) =>
      `RescuePC lies in a place that others than root can change, so nothing in it may run as root. System repairs need a worker that nobody else can change. It can be copied to\n\n${folder}\n${files} files, SHA-256 ${sha256}\n\nThe hash proves that what is announced here is what gets installed; whether it is the published worker, the release page says. The system will ask for an administrator’s password.`,
    installYes: 'Install',
    installNo: 'Not now',
    broken: 'The window has failed several times',
    brokenWhy: 'A repair that is at work is not affected. The window can be opened once more.',
    openAgain: 'Open again',
    cannotStart: 'RescuePC cannot start',
  },
  de: {
    edit: 'Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    view: 'Ansicht',
    zoomIn: 'Größer',
    zoomOut: 'Kleiner',
    resetZoom: 'Normale Größe',
    fullScreen: 'Vollbild',
    window: 'Fenster',
    minimise: 'Minimieren',
    close: 'Schließen',
    help: 'Hilfe',
    about: 'Über RescuePC Repairs',
    quit: 'Beenden',
    done: 'Reparatur abgeschlossen',
    undone: 'Rücknahme abgeschlossen',
    ended: 'Die Arbeit ist beendet',
    endedWhy: 'Sie endete nicht wie geplant. Im Verlauf steht, wie weit sie gekommen ist.',
    waits: 'Eine Reparatur wartet auf Ihre Antwort',
    waitsWhy: 'Was sie tun würde, hat sich seit Ihrer Zustimmung geändert.',
    cancelled: 'Sie wurde angehalten.',
    outcome: (repaired: number, others: number) =>
      others === 0 ? `${reparaturen(repaired)} erledigt.` : `${reparaturen(repaired)} erledigt, ${others} nicht oder noch nicht.`,
    putBack: (steps: number) => `${steps} ${steps === 1 ? 'Schritt wurde' : 'Schritte wurden'} zurückgenommen.`,
    atWork: 'Eine Reparatur läuft',
    atWorkWhy:
      'Ein angefangener Schritt wird noch zu Ende geführt, dann hält die Reparatur an. Was sie bis dahin getan hat, wird zurückgenommen, soweit das geht. Wenn Sie sie weiterlaufen lassen, geht nichts verloren.',
    stay: 'Weiterlaufen lassen',
    stopAndQuit: 'Anhalten und beenden',
    install: 'Den Helfer für Systemreparaturen installieren?',
    installWhy: (folder: string, files: number, sha256: string) =>
      `RescuePC liegt an einem Ort, den nicht nur root ändern kann; deshalb darf dort nichts mit Systemrechten laufen. Systemreparaturen brauchen einen Helfer, den sonst niemand ändern kann. Er kann hierhin kopiert werden:\n\n${folder}\n${files} Dateien, SHA-256 ${sha256}\n\nDie Prüfsumme belegt, dass genau das installiert wird, was hier angekündigt ist; ob es der veröffentlichte Helfer ist, steht auf der Seite der Veröffentlichung. Das System fragt nach dem Passwort eines Administrators.`,
    installYes: 'Installieren',
    installNo: 'Jetzt nicht',
    broken: 'Das Fenster ist mehrmals ausgefallen',
    brokenWhy: 'Eine laufende Reparatur ist davon nicht betroffen. Das Fenster kann noch einmal geöffnet werden.',
    openAgain: 'Noch einmal öffnen',
    cannotStart: 'RescuePC kann nicht starten',
  },
} as const satisfies Readonly<Record<Language, object>>;

/** Every language has the words of English. */
export type Words = {
  readonly [K in keyof (typeof words)['en']]: (typeof words)['en'][K] extends string ? string : (typeof words)['en'][K];
};
