import type { RunState, StepSummary, UndoResult } from '../../../src-shared/contract/run.js';
import type { Text, Texts } from '../../text/texts.js';

export const historyTexts = {
  title: { en: 'History', de: 'Verlauf' },
  intro: {
    en: 'What was checked and repaired on this machine, what has changed since, and what was moved aside. Everything here works without a license.',
    de: 'Was an diesem Gerät geprüft und repariert wurde, was sich seitdem geändert hat und was beiseitegelegt wurde. Alles hier funktioniert ohne Lizenz.',
  },
  tabRuns: { en: 'Repairs', de: 'Reparaturen' },
  tabScans: { en: 'Checks', de: 'Prüfungen' },
  tabChanges: { en: 'What has changed', de: 'Was sich geändert hat' },
  tabQuarantine: { en: 'Moved aside', de: 'Beiseitegelegt' },
  tabJournals: { en: 'Journals', de: 'Protokolle' },
  noRuns: { en: 'Nothing was repaired here yet', de: 'Hier wurde noch nichts repariert' },
  noRunsWhy: { en: 'Repairs appear here, with the way to take them back.', de: 'Reparaturen erscheinen hier, mit dem Weg zurück.' },
  noScans: { en: 'Nothing was checked here yet', de: 'Hier wurde noch nichts geprüft' },
  unreadable: { en: 'Some runs could not be read', de: 'Einige Läufe waren nicht lesbar' },
  by: { en: 'by {who}', de: 'durch {who}' },
  steps: { en: '{count, plural, one {# change} other {# changes}}', de: '{count, plural, one {# Änderung} other {# Änderungen}}' },
  takenBack: { en: 'taken back', de: 'zurückgenommen' },
  open: { en: 'Open', de: 'Öffnen' },
  back: { en: 'All repairs', de: 'Alle Reparaturen' },
  runTitle: { en: 'Repairs of {when}', de: 'Reparaturen vom {when}' },
  notFound: { en: 'There is no such run here', de: 'Diesen Lauf gibt es hier nicht' },
  repair: { en: 'Repair', de: 'Reparatur' },
  before: { en: 'Before', de: 'Vorher' },
  after: { en: 'After', de: 'Nachher' },
  unfinished: { en: 'unfinished', de: 'nicht beendet' },
  recover: { en: 'Bring it to a clean end', de: 'Sauber zu Ende bringen' },
  recoverWhy: {
    en: 'This run was broken off. A clean end is either before or after each step, never between.',
    de: 'Dieser Lauf wurde unterbrochen. Ein sauberes Ende liegt vor oder nach jedem Schritt, nie dazwischen.',
  },
  verifyNow: { en: 'Look whether it worked', de: 'Nachsehen, ob es gewirkt hat' },
  changes: { en: 'Changes', de: 'Änderungen' },
  noChanges: { en: 'This run changed nothing.', de: 'Dieser Lauf hat nichts verändert.' },
  undoRun: { en: 'Undo this run', de: 'Diesen Lauf zurücknehmen' },
  undoRoutine: { en: 'Undo this repair', de: 'Diese Reparatur zurücknehmen' },
  undoStep: { en: 'Undo this step', de: 'Diesen Schritt zurücknehmen' },
  cannotUndo: { en: 'cannot be undone', de: 'lässt sich nicht zurücknehmen' },
  head: { en: 'Journal head', de: 'Protokollkopf' },
  headWhy: {
    en: 'Kept elsewhere, for instance in a printed report, it shows that the journal was not changed since.',
    de: 'An anderer Stelle aufbewahrt, etwa in einem gedruckten Bericht, zeigt er, dass das Protokoll seither nicht verändert wurde.',
  },
  compareWith: { en: 'Compare', de: 'Vergleichen' },
  compareTitle: { en: 'Two checks compared', de: 'Zwei Prüfungen im Vergleich' },
  earlierScan: { en: 'Earlier', de: 'Früher' },
  laterScan: { en: 'Later', de: 'Später' },
  pickTwo: {
    en: 'There is only one check of the whole machine; a second one is needed to compare.',
    de: 'Es gibt erst eine Prüfung des ganzen Geräts; zum Vergleichen braucht es eine zweite.',
  },
  gone: { en: 'No longer there', de: 'Nicht mehr da' },
  fresh: { en: 'New', de: 'Neu' },
  uncompared: { en: 'Not comparable: one of the checks did not look', de: 'Nicht vergleichbar: eine der Prüfungen hat nicht nachgesehen' },
  facts: { en: 'What reads otherwise', de: 'Was sich anders liest' },
  nothingOtherwise: { en: 'Nothing else is otherwise.', de: 'Sonst ist nichts anders.' },
  none: { en: 'nothing', de: 'nichts' },
  more: {
    en: 'and {count, plural, one {# line more} other {# lines more}}',
    de: 'und {count, plural, one {# weitere Zeile} other {# weitere Zeilen}}',
  },
  fluctuates: { en: 'differs at every look', de: 'ist bei jedem Blick anders' },
  showScan: { en: 'Show this check', de: 'Diese Prüfung zeigen' },
  since: { en: 'Since', de: 'Seit' },
  byUs: { en: 'Changed by RescuePC, and still in force', de: 'Von RescuePC geändert und noch in Kraft' },
  byOthers: { en: 'Otherwise on the machine since', de: 'Seitdem anders am Gerät, ohne unser Zutun' },
  noTwoScans: {
    en: 'No two checks since then, so nothing can be said about this.',
    de: 'Seitdem gibt es keine zwei Prüfungen; darüber lässt sich nichts sagen.',
  },
  quarantineEmpty: { en: 'Nothing was moved aside', de: 'Nichts wurde beiseitegelegt' },
  quarantineWhy: {
    en: 'What a repair takes out of the way is kept until you delete it here. It takes up room until then.',
    de: 'Was eine Reparatur aus dem Weg räumt, wird aufbewahrt, bis Sie es hier löschen. So lange belegt es Platz.',
  },
  file: { en: 'File', de: 'Datei' },
  size: { en: 'Size', de: 'Größe' },
  when: { en: 'When', de: 'Wann' },
  restore: { en: 'Restore', de: 'Zurückholen' },
  purge: { en: 'Delete for good', de: 'Endgültig löschen' },
  purgeAsk: { en: 'Delete {path} for good?', de: '{path} endgültig löschen?' },
  purgeWhy: { en: 'It frees {size}, and cannot be undone.', de: 'Das gibt {size} frei und lässt sich nicht zurücknehmen.' },
  checkJournals: { en: 'Check all journals and backups', de: 'Alle Protokolle und Sicherungen prüfen' },
  journalsWhy: {
    en: 'Every row of a journal holds the hash of the one before it. The check finds accidental damage; whoever may write to the store could also rewrite the whole chain, so only a journal head that was kept elsewhere proves more.',
    de: 'Jede Zeile eines Protokolls enthält die Prüfsumme der vorigen. Die Prüfung findet zufällige Schäden; wer in den Speicher schreiben darf, könnte auch die ganze Kette neu schreiben – mehr beweist nur ein anderswo aufbewahrter Protokollkopf.',
  },
  journalGood: {
    en: '{rows, plural, one {# row} other {# rows}}, whole',
    de: '{rows, plural, one {# Zeile} other {# Zeilen}}, unversehrt',
  },
  journalBad: { en: 'damaged', de: 'beschädigt' },
} as const satisfies Texts;

export const undoTexts = {
  title: { en: 'Take back', de: 'Zurücknehmen' },
  looking: { en: 'Looking at what stands there now', de: 'Es wird nachgesehen, was dort jetzt steht' },
  nothing: { en: 'There is nothing to put back.', de: 'Es gibt nichts zurückzunehmen.' },
  willRestore: { en: 'Will be put back', de: 'Wird zurückgestellt' },
  already: { en: 'Is back already', de: 'Ist schon zurück' },
  notPossible: { en: 'Cannot be put back', de: 'Lässt sich nicht zurückstellen' },
  conflicts: { en: 'Was changed since: you decide', de: 'Wurde seitdem verändert: Sie entscheiden' },
  kept: { en: 'Undo would put back', de: 'Zurückgestellt würde' },
  now: { en: 'Stands there now', de: 'Dort steht jetzt' },
  overwrite: { en: 'Put the old state back all the same', de: 'Trotzdem den alten Zustand zurückstellen' },
  leave: { en: 'Without a tick it is left as it is now.', de: 'Ohne Haken bleibt es, wie es jetzt ist.' },
  acceptWarning: { en: 'I want this all the same', de: 'Ich will das trotzdem' },
  start: {
    en: 'Put back {count, plural, one {# thing} other {# things}}',
    de: '{count, plural, one {# Sache} other {# Sachen}} zurückstellen',
  },
  working: { en: 'Putting back', de: 'Wird zurückgestellt' },
  done: { en: 'Done. This is how it ended:', de: 'Fertig. Das ist das Ergebnis:' },
} as const satisfies Texts;

export const undoResultTexts = {
  restored: { en: 'put back', de: 'zurückgestellt' },
  already: { en: 'was back already', de: 'war schon zurück' },
  conflict: { en: 'left as it is: changed since', de: 'belassen: seitdem verändert' },
  'not-possible': { en: 'not possible', de: 'nicht möglich' },
} as const satisfies Readonly<Record<UndoResult, Text>>;

export const stepStateTexts = {
  'in-flight': { en: 'broken off', de: 'unterbrochen' },
  done: { en: 'in force', de: 'in Kraft' },
  failed: { en: 'failed', de: 'fehlgeschlagen' },
  restored: { en: 'taken back', de: 'zurückgenommen' },
} as const satisfies Readonly<Record<StepSummary['state'], Text>>;

export const runStateTexts = {
  running: { en: 'at work', de: 'läuft' },
  'waiting-for-consent': { en: 'waits for your consent', de: 'wartet auf Ihre Zustimmung' },
  unfinished: { en: 'broken off', de: 'unterbrochen' },
  'restart-pending': { en: 'needs a restart', de: 'Neustart nötig' },
  finished: { en: 'finished', de: 'beendet' },
} as const satisfies Readonly<Record<RunState, Text>>;
