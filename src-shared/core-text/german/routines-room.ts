import type { CoreEntry } from '../entry.js';

/** Titles and explanations of repairs: logs and room. */
export const roomRoutineTexts: readonly CoreEntry[] = [
  { en: "Set damaged parts of the system's log aside", de: 'Beschädigte Teile des Systemprotokolls beiseitelegen' },
  {
    en: "Parts of the system's log are damaged, usually since a power failure: looking into the log is slow, or stops in the middle. The damaged parts are set aside; nothing is deleted.",
    de: 'Teile des Systemprotokolls sind beschädigt, meist seit einem Stromausfall: Das Nachsehen im Protokoll ist langsam oder bricht mittendrin ab. Die beschädigten Teile werden beiseitegelegt; nichts wird gelöscht.',
  },
  { en: "Shorten the system's log", de: 'Systemprotokoll kürzen' },
  {
    en: "The system's log has grown large. Its oldest parts are deleted until it takes half a gigabyte; what happened lately stays. This cannot be taken back: copy the log first if somebody still has to look into it.",
    de: 'Das Systemprotokoll ist groß geworden. Seine ältesten Teile werden gelöscht, bis es ein halbes Gigabyte belegt; was zuletzt geschah, bleibt. Das lässt sich nicht zurücknehmen: Kopieren Sie das Protokoll zuvor, wenn noch jemand hineinsehen muss.',
  },
  { en: 'Let old logs be put away again', de: 'Alte Protokolle wieder aufräumen lassen' },
  {
    en: 'The program that shortens and puts away old logs does not follow some of its settings, and ends with an error each night: logs grow without end. A line that it does not know is switched off, a file that it passes over anyway goes to quarantine, and wrong permissions are set right.',
    de: 'Das Programm, das Protokolle kürzt und weglegt, befolgt einige seiner Einstellungen nicht und endet jede Nacht mit einem Fehler: Protokolle wachsen ohne Ende. Eine Zeile, die es nicht kennt, wird abgeschaltet, eine Datei, die es ohnehin übergeht, kommt in Quarantäne, und falsche Rechte werden berichtigt.',
  },
  { en: 'Shorten huge log files', de: 'Riesige Protokolldateien kürzen' },
  {
    en: 'Log files have grown so large that they fill the disk, usually because a program repeats one complaint without end. Old, finished logs are deleted; one that is being written is emptied, and its newest 20 MB are kept with this repair. Records of who logged in, audits, dumps and databases stay. Look there for the complaint, else it grows again.',
    de: 'Protokolldateien sind so groß geworden, dass sie den Datenträger füllen, meist weil ein Programm eine Beschwerde endlos wiederholt. Alte, abgeschlossene Protokolle werden gelöscht; ein Protokoll, in das gerade geschrieben wird, wird geleert, und seine neuesten 20 MB werden bei dieser Reparatur aufbewahrt. Aufzeichnungen über Anmeldungen und Prüfungen (audit), Sicherungen und Datenbanken bleiben. Suchen Sie dort nach der Beschwerde, sonst wächst es wieder.',
  },
  { en: 'Delete what crashed programs left in memory', de: 'Speicherabbilder abgestürzter Programme löschen' },
  {
    en: "When a program crashes, the system keeps a picture of its memory for developers. These take much room, and may hold private data. They are deleted, those of the system's core only when they are older than 30 days; who wants to look for the cause of a crash copies them first.",
    de: 'Wenn ein Programm abstürzt, bewahrt das System für Entwickler ein Abbild seines Speichers auf. Diese Abbilder belegen viel Platz und können Privates enthalten. Sie werden gelöscht, die des Systemkerns nur, wenn sie älter als 30 Tage sind; wer die Ursache eines Absturzes suchen will, kopiert sie zuvor.',
  },
  {
    en: 'Delete old sessions of web pages that use up the entries for files',
    de: 'Alte Sitzungen von Webseiten löschen, die die Dateieinträge aufbrauchen',
  },
  {
    en: "A folder holds very many small files. A disk has a fixed number of entries for files: when they are used up it is 'full' although there is room. Sessions of web pages older than a day are deleted (people log in there again); other folders are only told, since nobody but their owner knows what may go.",
    de: 'Ein Ordner enthält sehr viele kleine Dateien. Ein Datenträger hat eine feste Zahl von Dateieinträgen: Sind sie aufgebraucht, ist er „voll“, obwohl Platz da ist. Sitzungen von Webseiten, die älter als ein Tag sind, werden gelöscht (man meldet sich dort neu an); andere Ordner werden nur gemeldet, weil nur ihr Besitzer weiß, was weg darf.',
  },
  { en: 'Remove old revisions of snaps', de: 'Alte Fassungen von Snaps entfernen' },
  {
    en: "Of each snap the system keeps the revision before the present one, to go back to it with 'snap revert'. Together they take much room. They are removed; the present ones and people's data stay.",
    de: "Von jedem Snap bewahrt das System die Fassung vor der jetzigen auf, um mit 'snap revert' zu ihr zurückkehren zu können. Zusammen belegen sie viel Platz. Sie werden entfernt; die jetzigen und die Daten der Benutzer bleiben.",
  },
  { en: 'Say which snapshots nobody looks after', de: 'Auf herrenlose Snapshots hinweisen' },
  {
    en: 'Snapshots keep room occupied by what was deleted long since. Some belong to a program that is no longer installed, or have filled up and cannot be used any more. RescuePC names them and removes none: one of them may be the only copy of something, and nobody can bring it back.',
    de: 'Snapshots halten Platz belegt mit dem, was längst gelöscht ist. Manche gehören einem Programm, das nicht mehr installiert ist, oder sind vollgelaufen und nicht mehr zu gebrauchen. RescuePC nennt sie und entfernt keinen: Einer davon könnte die einzige Kopie von etwas sein, und niemand kann ihn zurückbringen.',
  },
  { en: 'Delete package archives that are installed already', de: 'Paketarchive löschen, die schon installiert sind' },
  {
    en: 'The package manager keeps every archive that it has fetched, also when the program in it is installed long since. They are deleted to make room; installed programs stay, and an archive that is needed again is fetched again.',
    de: 'Die Paketverwaltung behält jedes Archiv, das sie geholt hat, auch wenn das Programm daraus längst installiert ist. Die Archive werden gelöscht, um Platz zu schaffen; installierte Programme bleiben, und ein Archiv, das wieder gebraucht wird, wird neu geholt.',
  },
  { en: "Clean users' caches", de: 'Zwischenspeicher der Benutzer leeren' },
  {
    en: 'Programs keep copies of things they can fetch or make again. Those of well-known programs (web pages, previews of pictures, packages, compiled code) are deleted to make room; the programs are slower for a while. Everything else there stays, since some programs keep in the same place what exists only once.',
    de: 'Programme bewahren Kopien von Dingen auf, die sie neu holen oder erzeugen können. Die von bekannten Programmen (Webseiten, Vorschaubilder, Pakete, übersetzter Code) werden gelöscht, um Platz zu schaffen; die Programme sind eine Weile langsamer. Alles andere dort bleibt, denn manche Programme legen am selben Ort ab, was es nur einmal gibt.',
  },
  { en: 'Remove flatpak runtimes that no program uses', de: 'Flatpak-Laufzeiten entfernen, die kein Programm braucht' },
  {
    en: 'Programs installed as flatpaks share large runtimes. When a program is removed or changes to a newer one, the old runtime stays. Those that nothing needs any more are removed; if a program needs one again, it is fetched with it.',
    de: 'Programme, die als Flatpak installiert sind, teilen sich große Laufzeiten. Wird ein Programm entfernt oder wechselt es zu einer neueren, bleibt die alte Laufzeit liegen. Was niemand mehr braucht, wird entfernt; braucht ein Programm sie wieder, wird sie mit ihm geholt.',
  },
  { en: 'Let snapper see its lost snapshots again', de: 'snapper seine verlorenen Snapshots wieder sehen lassen' },
  {
    en: 'Snapshots whose note is gone, after a power cut or a full disk, are not listed by snapper and never removed: they keep room occupied for good. The note is written anew, with the number and the time of the snapshot. No snapshot is removed: look into it first, then remove it with snapper.',
    de: 'Snapshots, deren Notiz nach einem Stromausfall oder vollem Datenträger fehlt, führt snapper nicht auf und entfernt sie nie: Sie halten auf Dauer Platz belegt. Die Notiz wird neu geschrieben, mit Nummer und Zeit des Snapshots. Kein Snapshot wird entfernt: Sehen Sie zuerst hinein und entfernen Sie ihn dann mit snapper.',
  },
];
