import type { Gate, Reversibility, Risk } from '../../../src-shared/contract/words.js';
import type { Text, Texts } from '../../text/texts.js';
import type { LineKind } from './step-lines.js';

export const planTexts = {
  title: { en: 'Plan', de: 'Plan' },
  intro: {
    en: 'What the repairs would do, step by step. Nothing is changed before you agree.',
    de: 'Was die Reparaturen tun würden, Schritt für Schritt. Geändert wird erst etwas, wenn Sie zustimmen.',
  },
  empty: { en: 'No repairs are chosen', de: 'Es sind keine Reparaturen ausgewählt' },
  emptyWhy: {
    en: 'Look at this machine first and choose what shall be repaired, or choose from the list of repairs.',
    de: 'Prüfen Sie zuerst dieses Gerät und wählen Sie aus, was repariert werden soll, oder wählen Sie aus der Liste der Reparaturen.',
  },
  toStart: { en: 'Look at this machine', de: 'Dieses Gerät ansehen' },
  toRepairs: { en: 'List of repairs', de: 'Liste der Reparaturen' },
  making: { en: 'Looking at the machine and making the plan', de: 'Das Gerät wird geprüft und der Plan gemacht' },
  makingFinal: {
    en: 'Making the final plan with the rights of an administrator',
    de: 'Der endgültige Plan wird mit den Rechten eines Administrators gemacht',
  },
  starting: { en: 'Starting', de: 'Wird gestartet' },
  again: { en: 'Make the plan again', de: 'Plan neu machen' },
  takeAll: { en: 'Plan everything that is found', de: 'Alles einplanen, was gefunden wird' },
  routines: { en: 'Repairs in the order they run', de: 'Reparaturen in der Reihenfolge, in der sie laufen' },
  doNothing: { en: 'Nothing to do', de: 'Nichts zu tun' },
  noSteps: { en: 'Nothing to do with these choices', de: 'Mit dieser Auswahl nichts zu tun' },
  noStepsWhy: {
    en: 'There is a fault, but nothing of what was chosen can be repaired here.',
    de: 'Es gibt einen Fehler, aber nichts von dem, was ausgewählt ist, lässt sich hier reparieren.',
  },
  nothingWhy: { en: 'There is nothing to do, so nothing is done.', de: 'Es gibt nichts zu tun, also wird nichts getan.' },
  notLookedWhy: {
    en: 'It cannot be planned yet. At its turn it is planned again, and you are asked if there is something to do.',
    de: 'Das lässt sich noch nicht planen. Wenn es an der Reihe ist, wird es neu geplant, und Sie werden gefragt, falls etwas zu tun ist.',
  },
  notLooked: { en: 'Could not be looked at', de: 'Konnte nicht geprüft werden' },
  leftOut: { en: 'Left out', de: 'Weggelassen' },
  gone: { en: 'Not in the plan any more', de: 'Nicht mehr im Plan' },
  steps: { en: '{count, plural, one {# step} other {# steps}}', de: '{count, plural, one {# Schritt} other {# Schritte}}' },
  ofItems: { en: '{ticked} of {all}', de: '{ticked} von {all}' },
  closedShort: { en: 'will not run', de: 'läuft nicht' },
  changedShort: { en: 'changed', de: 'geändert' },
  provisionalShort: { en: 'provisional', de: 'vorläufig' },
  items: { en: 'What to repair', de: 'Was repariert werden soll' },
  otherItems: {
    en: '{count, plural, one {# more that was looked at} other {# more that were looked at}}',
    de: '{count, plural, one {# weiteres, das geprüft wurde} other {# weitere, die geprüft wurden}}',
  },
  ofUser: { en: 'belongs to {user}', de: 'gehört {user}' },
  options: { en: 'Settings of this repair', de: 'Einstellungen dieser Reparatur' },
  from: { en: '{min} to {max}', de: '{min} bis {max}' },
  notInRange: { en: 'A number from {min} to {max}.', de: 'Eine Zahl von {min} bis {max}.' },
  notAFolder: { en: 'The full path of a folder, beginning with /.', de: 'Der volle Pfad eines Ordners, beginnend mit /.' },
  found: { en: 'What was found', de: 'Was gefunden wurde' },
  willDo: { en: 'What is done', de: 'Was getan wird' },
  moreLines: {
    en: '{count, plural, one {# more} other {# more}}',
    de: '{count, plural, one {# weiterer Eintrag} other {# weitere Einträge}}',
  },
  stillNeeded: { en: 'Only if that was not enough', de: 'Nur wenn das nicht gereicht hat' },
  thenAlways: { en: 'Then', de: 'Danach' },
  replacesChanged: {
    en: 'The same as before, but what it replaces is otherwise now.',
    de: 'Derselbe Schritt, aber was er ersetzt, ist jetzt anders.',
  },
  checkLabel: { en: 'check', de: 'prüfen' },
  checkWords: { en: 'It looks again at: {facts}', de: 'Danach wird noch einmal geprüft: {facts}' },
  atMost: {
    en: 'time limit {time}: at most that long, then it is stopped',
    de: 'Zeitgrenze {time}: höchstens so lange, dann wird es beendet',
  },
  neverCut: {
    en: 'time limit {time}: if it takes longer, that is reported; it is never cut off',
    de: 'Zeitgrenze {time}: dauert es länger, wird das gemeldet; abgebrochen wird es nie',
  },
  tookLast: {
    en: 'It took {time} when it was last run here, with the looks before and after.',
    de: 'Als es hier zuletzt lief, dauerte es {time}, mit den Prüfungen davor und danach.',
  },
  risk: { en: 'risk {risk}', de: 'Risiko {risk}' },
  restart: { en: 'needs a restart', de: 'braucht einen Neustart' },
  noRestart: { en: 'no restart', de: 'kein Neustart' },
  undoWarning: { en: 'Undoing it later: {warning}', de: 'Beim späteren Rückgängigmachen: {warning}' },
  gateTitle: { en: '{gate}: this repair will not run', de: '{gate}: diese Reparatur läuft nicht' },
  gateAcceptedTitle: { en: '{gate}: accepted', de: '{gate}: in Kauf genommen' },
  gateAccept: { en: 'I know this, and the repair shall run all the same', de: 'Das ist mir bekannt, die Reparatur soll trotzdem laufen' },
  gateAbsolute: {
    en: 'This cannot be accepted away: what is changed then could not be taken back.',
    de: 'Darüber kann man sich nicht hinwegsetzen: Eine Änderung ließe sich dann nicht zurücknehmen.',
  },
  provisionalTitle: { en: 'A part of this plan is provisional', de: 'Ein Teil dieses Plans ist vorläufig' },
  provisionalWhy: {
    en: 'It was made without the rights to look at everything. Before anything runs it is made again as administrator; what is otherwise then is shown here.',
    de: 'Er wurde ohne die Rechte gemacht, alles zu prüfen. Bevor etwas läuft, wird er als Administrator neu gemacht; was dann anders ist, wird hier gezeigt.',
  },
  makeFinal: {
    en: 'Make the final plan (asks for an administrator’s password)',
    de: 'Endgültigen Plan machen (fragt nach dem Administratorpasswort)',
  },
  withoutAdmin: { en: 'Only what needs no administrator', de: 'Nur, was ohne Administrator geht' },
  changedTitle: { en: 'The plan is not the same as before', de: 'Der Plan ist nicht mehr derselbe' },
  changedWhy: {
    en: 'What is gone is struck through, what is new is marked with +.',
    de: 'Was wegfällt, ist durchgestrichen, was neu ist, mit + gekennzeichnet.',
  },
  seen: { en: 'Show it without the marks', de: 'Ohne Markierungen zeigen' },
  added: { en: 'new', de: 'neu' },
  removed: { en: 'gone', de: 'entfällt' },
  whole: { en: 'The whole plan', de: 'Der ganze Plan' },
  nothingRuns: { en: 'Nothing in this plan would run.', de: 'Nichts in diesem Plan würde laufen.' },
  changes: { en: 'Changes: {what}', de: 'Ändert: {what}' },
  sumFiles: { en: '{count, plural, one {# file} other {# files}}', de: '{count, plural, one {# Datei} other {# Dateien}}' },
  sumDeleted: {
    en: 'deletes {count, plural, one {# file} other {# files}} ({bytes})',
    de: 'löscht {count, plural, one {# Datei} other {# Dateien}} ({bytes})',
  },
  sumCommands: { en: '{count, plural, one {# command} other {# commands}}', de: '{count, plural, one {# Befehl} other {# Befehle}}' },
  sumServices: { en: '{count, plural, one {# service} other {# services}}', de: '{count, plural, one {# Dienst} other {# Dienste}}' },
  sumPackages: { en: '{count, plural, one {# package} other {# packages}}', de: '{count, plural, one {# Paket} other {# Pakete}}' },
  sumSettings: {
    en: '{count, plural, one {# registry value} other {# registry values}}',
    de: '{count, plural, one {# Registrierungswert} other {# Registrierungswerte}}',
  },
  undoExact: { en: 'Can be undone exactly: {what}', de: 'Genau rückgängig zu machen: {what}' },
  undoBest: { en: 'Can be undone as far as possible: {what}', de: 'So weit wie möglich rückgängig zu machen: {what}' },
  undoNone: { en: 'Cannot be undone: {what}', de: 'Nicht rückgängig zu machen: {what}' },
  sumRestart: { en: 'A restart is needed afterwards.', de: 'Danach ist ein Neustart nötig.' },
  agreedBy: { en: 'Agreed by', de: 'Zugestimmt hat' },
  agreedByMissing: { en: 'Write who has agreed to this plan.', de: 'Tragen Sie ein, wer diesem Plan zugestimmt hat.' },
  start: {
    en: 'Start {count, plural, one {# repair} other {# repairs}}',
    de: '{count, plural, one {# Reparatur} other {# Reparaturen}} starten',
  },
  startWatching: { en: 'Another window is in control.', de: 'Ein anderes Fenster hat die Kontrolle.' },
  save: { en: 'Save the plan', de: 'Plan speichern' },
  saveHint: {
    en: 'A file for “rescuepc repair --plan FILE”, which runs exactly this plan and nothing else',
    de: 'Eine Datei für „rescuepc repair --plan DATEI“; damit läuft genau dieser Plan und nichts anderes',
  },
  print: { en: 'Print the plan', de: 'Plan drucken' },
  printedFor: { en: 'Plan {digest} for {machine}, printed {date}', de: 'Plan {digest} für {machine}, gedruckt {date}' },
  signature: { en: 'Agreed (name, date, signature)', de: 'Zugestimmt (Name, Datum, Unterschrift)' },
  passwordNone: { en: 'No password is asked for: the rights are there.', de: 'Es wird kein Passwort abgefragt: Die Rechte sind da.' },
  passwordUser: { en: 'No password is needed for this plan.', de: 'Für diesen Plan ist kein Passwort nötig.' },
  passwordTerminal: {
    en: 'The administrator’s password is asked for in the terminal in which RescuePC was started.',
    de: 'Nach dem Administratorpasswort wird im Terminal gefragt, in dem RescuePC gestartet wurde.',
  },
  passwordDialog: {
    en: 'The administrator’s password is asked for by the system, in a dialog of its own.',
    de: 'Nach dem Administratorpasswort fragt das System in einem eigenen Dialog.',
  },
  passwordGiven: {
    en: 'The password has been given. It is asked for again only after five minutes without work.',
    de: 'Das Passwort wurde eingegeben. Es wird erst nach fünf Minuten ohne Arbeit erneut abgefragt.',
  },
  passwordUnavailable: {
    en: 'Administrator rights cannot be had here: there is neither a terminal nor a dialog to ask in. Start “rescuepc console” in a terminal, or as administrator.',
    de: 'Administratorrechte sind hier nicht zu bekommen: Es gibt weder ein Terminal noch einen Dialog für die Frage. Starten Sie „rescuepc console“ in einem Terminal oder als Administrator.',
  },
} as const satisfies Texts;

export const riskTexts = {
  low: { en: 'low', de: 'gering' },
  medium: { en: 'medium', de: 'mittel' },
  high: { en: 'high', de: 'hoch' },
} as const satisfies Readonly<Record<Risk, Text>>;

export const undoTexts = {
  exact: { en: 'can be undone exactly', de: 'genau rückgängig zu machen' },
  'best-effort': { en: 'can be undone as far as possible', de: 'so weit wie möglich rückgängig zu machen' },
  none: { en: 'cannot be undone', de: 'nicht rückgängig zu machen' },
} as const satisfies Readonly<Record<Reversibility['level'], Text>>;

export const gateTexts = {
  'failing-disk': { en: 'A disk is failing', de: 'Ein Datenträger fällt aus' },
  'restart-pending': { en: 'A restart is pending', de: 'Ein Neustart steht aus' },
  battery: { en: 'The battery is low', de: 'Der Akku ist fast leer' },
  'backup-space': { en: 'No room for backups', de: 'Kein Platz für Sicherungen' },
  'image-based': { en: 'The system is an image', de: 'Das System ist ein Abbild' },
  'remote-session': { en: 'You work remotely', de: 'Sie arbeiten aus der Ferne' },
} as const satisfies Readonly<Record<Gate, Text>>;

export const lineTexts = {
  keep: { en: 'keep', de: 'sichern' },
  change: { en: 'change', de: 'ändern' },
  move: { en: 'move', de: 'verschieben' },
  delete: { en: 'delete', de: 'löschen' },
  run: { en: 'run', de: 'ausführen' },
  after: { en: 'then', de: 'danach' },
} as const satisfies Readonly<Record<LineKind, Text>>;
