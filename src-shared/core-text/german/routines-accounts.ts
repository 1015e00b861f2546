import type { CoreEntry } from '../entry.js';

/** Titles and explanations of repairs: accounts and log-in. */
export const accountsRoutineTexts: readonly CoreEntry[] = [
  { en: 'Make the files of accounts fit together', de: 'Kontodateien in Übereinstimmung bringen' },
  {
    en: "An account or a group lacks its line in the file with the passwords, usually after a file was edited or copied by hand: its person can neither log in nor set a password, and programs that add users fail. The line is added, locked: afterwards an administrator sets a password with 'passwd NAME'. Lines that are no accounts are only told.",
    de: "Einem Konto oder einer Gruppe fehlt die Zeile in der Datei mit den Passwörtern, meist weil eine Datei von Hand bearbeitet oder kopiert wurde: Die Person kann sich weder anmelden noch ein Passwort setzen, und Programme, die Benutzer anlegen, brechen ab. Die Zeile wird ergänzt, zunächst gesperrt; danach setzt ein Administrator mit 'passwd NAME' ein Passwort. Zeilen, die gar kein Konto sind, werden nur gemeldet.",
  },
  { en: 'Give people a log-in program that exists', de: 'Konten ein vorhandenes Anmeldeprogramm geben' },
  {
    en: "A person's account names a program to start at log-in that is no longer installed, for instance zsh or fish. Nobody can log in to that account, on a terminal, with su or over ssh. The system's usual one is set instead; passwords and files are not touched.",
    de: 'Ein Konto verweist auf ein Programm für die Anmeldung, das nicht mehr installiert ist, zum Beispiel zsh oder fish. Niemand kann sich mit diesem Konto anmelden, weder am Terminal noch mit su oder über ssh. Stattdessen wird das übliche Programm des Systems eingetragen; Passwörter und Dateien bleiben unberührt.',
  },
  { en: 'Let people log in again', de: 'Anmeldung wieder erlauben' },
  {
    en: 'A file closes the system to everybody but the administrator. It is meant for the time of maintenance and was left behind, or an interrupted change of the system left it: passwords are right and yet nobody is let in. It is taken to quarantine.',
    de: 'Eine Datei sperrt das System für alle außer dem Administrator. Sie ist für die Zeit einer Wartung gedacht und wurde vergessen, oder eine abgebrochene Änderung am System hat sie hinterlassen: Die Passwörter stimmen, und doch kommt niemand hinein. Die Datei kommt in Quarantäne.',
  },
  { en: 'Switch off a rule of sudo that cannot be read', de: 'Unlesbare Regel von sudo abschalten' },
  {
    en: 'A rule about who may become administrator is written wrongly. sudo complains at every call, and older versions refuse everybody. The rule is not in force today; it is switched off, not deleted, and if sudo is not content then, all is put back at once.',
    de: 'Eine Regel darüber, wer Administrator werden darf, ist falsch geschrieben. sudo beschwert sich bei jedem Aufruf, ältere Versionen lassen niemanden mehr zu. Die Regel gilt heute ohnehin nicht; sie wird abgeschaltet, nicht gelöscht, und wenn sudo danach nicht zufrieden ist, wird sofort alles zurückgenommen.',
  },
  { en: 'Put right the permissions of system files', de: 'Rechte von Systemdateien berichtigen' },
  {
    en: 'Files that hold passwords or keys can be read or changed by everybody, or the folder for temporary files is closed to programs. Owner and permissions are set to what every system needs; contents are not touched.',
    de: 'Dateien mit Passwörtern oder Schlüsseln können von allen gelesen oder verändert werden, oder der Ordner für temporäre Dateien ist für Programme gesperrt. Besitzer und Rechte werden so gesetzt, wie jedes System sie braucht; Inhalte bleiben unberührt.',
  },
  { en: 'Let the service for remote log-ins start again', de: 'Dienst für die Anmeldung aus der Ferne wieder starten' },
  {
    en: 'The settings of the ssh service have a mistake in them, or its keys are missing: it does not start, and nobody can log in from elsewhere. The line is switched off, not deleted, and its default counts then: read it, since it may have been meant to keep somebody out. Missing keys are made; who logs in is asked once to trust the new ones.',
    de: 'In den Einstellungen des ssh-Dienstes steckt ein Fehler, oder seine Schlüssel fehlen: Er startet nicht, und niemand kann sich von außen anmelden. Die Zeile wird abgeschaltet, nicht gelöscht; dann gilt ihre Voreinstellung. Lesen Sie die Zeile, denn vielleicht sollte sie jemanden fernhalten. Fehlende Schlüssel werden erzeugt; wer sich anmeldet, wird einmal gefragt, ob er den neuen vertraut.',
  },
  {
    en: "Set aside settings in a person's folder that belong to somebody else",
    de: 'Fremde Einstellungen im Ordner einer Person beiseitelegen',
  },
  {
    en: 'Files that the desktop needs belong to the administrator, usually because a graphical program was started with sudo. Then logging in throws one back to the log-in picture, or settings are forgotten. What the desktop makes anew is renamed; for settings with content RescuePC says the command that gives them back.',
    de: 'Dateien, die die Arbeitsoberfläche braucht, gehören dem Administrator, meist weil ein grafisches Programm mit sudo gestartet wurde. Dann führt die Anmeldung zurück zum Anmeldebild, oder Einstellungen werden vergessen. Was die Arbeitsoberfläche neu anlegt, wird umbenannt; für Einstellungen mit Inhalt nennt RescuePC den Befehl, der sie zurückgibt.',
  },
];
