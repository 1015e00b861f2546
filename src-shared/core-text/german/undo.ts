import type { CoreEntry } from '../entry.js';

/** How a step is taken back, and what an undo says. */
export const undoTexts: readonly CoreEntry[] = [
  {
    en: 'What is kept is put back; logs and what scripts did stay.',
    de: 'Das Aufbewahrte wird zurückgelegt; Protokolle und was Skripte getan haben, bleiben.',
  },
  { en: 'What the command changes is kept and put back.', de: 'Was der Befehl ändert, wird aufbewahrt und zurückgelegt.' },
  {
    en: 'The folders it changes are kept and put back; files that it adds to them stay.',
    de: 'Die geänderten Ordner werden aufbewahrt und zurückgelegt; hinzugefügte Dateien bleiben.',
  },
  {
    en: 'Deleted files are not kept; programs make them again when they need them.',
    de: 'Gelöschte Dateien werden nicht aufbewahrt; Programme legen sie bei Bedarf neu an.',
  },
  {
    en: 'The old file is kept with owner, mode, times and attributes.',
    de: 'Die alte Datei wird mit Besitzer, Rechten, Zeiten und Attributen aufbewahrt.',
  },
  { en: 'The old link or file is kept.', de: 'Die alte Verknüpfung oder Datei wird aufbewahrt.' },
  { en: 'It is renamed back.', de: 'Es wird zurückbenannt.' },
  {
    en: 'Added packages are removed again and kept packages put back; what their scripts did stays.',
    de: 'Hinzugefügte Pakete werden wieder entfernt und aufbewahrte zurückgelegt; was ihre Skripte getan haben, bleibt.',
  },
  {
    en: 'The old value, or that there was none, is recorded with its type.',
    de: 'Der alte Wert, oder dass es keinen gab, wird mit seinem Typ festgehalten.',
  },
  { en: 'Whether the unit was enabled and masked is recorded.', de: 'Ob der Dienst eingeschaltet und gesperrt war, wird festgehalten.' },
  {
    en: 'A unit that was not running is stopped again; what it did while it ran stays.',
    de: 'Ein Dienst, der nicht lief, wird wieder beendet; was er inzwischen getan hat, bleibt.',
  },
  { en: 'The old owner, group and mode are recorded.', de: 'Besitzer, Gruppe und Rechte von zuvor werden festgehalten.' },
  { en: 'Nothing is changed.', de: 'Nichts wird geändert.' },
  {
    en: 'It was changed since; what stands there now was left alone.',
    de: 'Es wurde seitdem geändert; was jetzt dort steht, blieb unberührt.',
  },
  {
    en: 'Whether it was changed since is not known; what stands there now was left alone.',
    de: 'Ob es seitdem geändert wurde, ist nicht bekannt; was jetzt dort steht, blieb unberührt.',
  },
  {
    en: 'Whether it was changed since the repair is not known; undo would overwrite such a change.',
    de: 'Ob es seit der Reparatur geändert wurde, ist nicht bekannt; das Zurücknehmen würde eine solche Änderung überschreiben.',
  },
  {
    en: "{0}: what stood there before was kept in the run's folder: {1}.",
    de: '{0!}: Was zuvor dort stand, wurde im Ordner des Laufs aufbewahrt: {1}.',
  },
  {
    en: 'It was put back, but not all of it is as before: {0@}.',
    de: 'Es wurde zurückgelegt, ist aber nicht ganz wie vorher: {0}.',
  },
  { en: 'It was taken back before.', de: 'Es wurde schon zurückgenommen.' },
  {
    en: 'It was changed since the repair; undo would overwrite that change.',
    de: 'Es wurde seit der Reparatur geändert; das Zurücknehmen würde diese Änderung überschreiben.',
  },
  {
    en: 'A later run, {0}, changed the same thing; undo that one first.',
    de: 'Ein späterer Lauf, {0}, hat dasselbe geändert; nehmen Sie zuerst diesen zurück.',
  },
  { en: 'Undo of {0}: {1*}', de: 'Zurücknehmen von {0}: {1~}' },
  { en: 'It is asked for in a terminal.', de: 'Das wird in einem Terminal gefragt.' },
  { en: 'Run {0} has no step {1}.', de: 'Lauf {0} hat keinen Schritt {1}.' },
  { en: 'Its steps: {0}.', de: 'Seine Schritte: {0}.' },
  { en: 'Where {0} was moved to is not recorded.', de: 'Wohin {0} verschoben wurde, ist nicht festgehalten.' },
  { en: '{0@} is gone.', de: '{0} ist nicht mehr da.' },
  { en: 'The old mode of {0} was not recorded.', de: 'Die alten Rechte von {0} wurden nicht festgehalten.' },
  { en: 'Nothing was kept of {0}.', de: 'Von {0} wurde nichts aufbewahrt.' },
  { en: 'The content of {0} was not kept.', de: 'Der Inhalt von {0} wurde nicht aufbewahrt.' },
  { en: 'The backup {0} of run {1} is not what was kept.', de: 'Die Sicherung {0} von Lauf {1} ist nicht das, was aufbewahrt wurde.' },
  {
    en: 'It was left alone; restore this object from another backup.',
    de: 'Es blieb unberührt; stellen Sie es aus einer anderen Sicherung wieder her.',
  },
  { en: '{0} could not be put back: {1*}', de: '{0} konnte nicht zurückgelegt werden: {1}' },
  {
    en: 'Which disk {0} was is not recorded, and it may be another one now.',
    de: 'Welcher Datenträger {0} war, ist nicht festgehalten, und jetzt kann es ein anderer sein.',
  },
  { en: '{0} is another disk or volume now.', de: '{0} ist jetzt ein anderer Datenträger.' },
  { en: '{0} is in use ({1}); unmount it first.', de: '{0} ist in Gebrauch ({1}); hängen Sie es zuerst aus.' },
  { en: 'Whether {0} is in use cannot be told.', de: 'Ob {0} in Gebrauch ist, lässt sich nicht sagen.' },
  { en: '{0#} bytes of {1} cannot be kept.', de: '{0} Byte von {1} können nicht aufbewahrt werden.' },
  { en: 'What was written did not reach the disk: {0*}', de: 'Was geschrieben wurde, kam nicht auf dem Datenträger an: {0}' },
  { en: '{0} has more than {1#} entries.', de: '{0} hat mehr als {1} Einträge.' },
  { en: '{0} is another disk now, or is divided anew.', de: '{0} ist jetzt ein anderer Datenträger oder neu aufgeteilt.' },
  { en: "The quarantine has nothing called '{0}'.", de: "In der Quarantäne gibt es nichts namens '{0}'." },
  { en: 'It holds: {0}.', de: 'Sie enthält: {0}.' },
  { en: 'It is empty.', de: 'Sie ist leer.' },
  { en: 'Which entry? Give its id.', de: 'Welcher Eintrag? Geben Sie seine Kennung an.' },
  { en: "'rescuepc quarantine list' shows them.", de: "'rescuepc quarantine list' zeigt sie." },
  {
    en: 'Only blocks with a wrong checksum are written over; they are of no use to anybody.',
    de: 'Nur Blöcke mit falscher Prüfsumme werden überschrieben; sie nützen niemandem mehr.',
  },
  { en: 'The counts stand in what was found.', de: 'Die Zählerstände stehen im Befund.' },
];
