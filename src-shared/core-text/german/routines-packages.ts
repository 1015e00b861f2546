import type { CoreEntry } from '../entry.js';

/** Titles and explanations of repairs: packages. */
export const packagesRoutineTexts: readonly CoreEntry[] = [
  { en: 'Switch off a setting that keeps apt from working', de: 'Einstellung abschalten, die apt an der Arbeit hindert' },
  {
    en: 'A setting of the package manager has a mistake in it, or names a program or a release that is gone, and because of it no program can be installed or updated. The line is switched off, or its file set aside under another name, so that nothing is lost; the package manager then works with its other settings.',
    de: 'Eine Einstellung der Paketverwaltung ist fehlerhaft oder nennt ein Programm oder eine Ausgabe, die es nicht mehr gibt; deshalb lässt sich kein Programm installieren oder aktualisieren. Die Zeile wird abgeschaltet oder ihre Datei unter anderem Namen beiseitegelegt, damit nichts verloren geht; die Paketverwaltung arbeitet dann mit ihren übrigen Einstellungen.',
  },
  { en: 'Switch off a list of preferred versions that stops apt', de: 'Liste bevorzugter Versionen abschalten, die apt aufhält' },
  {
    en: 'A file says which versions of programs are preferred, and it has a mistake in it, or forbids every program. Because of that no program can be installed. The file is set aside under another name; nothing is lost.',
    de: 'Eine Datei legt fest, welche Versionen von Programmen bevorzugt werden; darin steckt ein Fehler, oder sie verbietet jedes Programm. Deshalb lässt sich kein Programm installieren. Die Datei wird unter anderem Namen beiseitegelegt; nichts geht verloren.',
  },
  { en: 'Switch off a package source that cannot be read', de: 'Unlesbare Paketquelle abschalten' },
  {
    en: 'One entry in the list of package sources is written wrongly, and apt refuses to work because of it. The entry is switched off, not deleted. Programs from that source get no updates until it is corrected.',
    de: 'Ein Eintrag in der Liste der Paketquellen ist falsch geschrieben, und apt verweigert deshalb die Arbeit. Der Eintrag wird abgeschaltet, nicht gelöscht. Programme aus dieser Quelle bekommen keine Aktualisierungen, bis er berichtigt ist.',
  },
  { en: 'Switch off a package source that is named twice', de: 'Doppelt eingetragene Paketquelle abschalten' },
  {
    en: 'The same package source stands in two places. The package manager complains at every update, and whoever changes one of the places wonders why nothing happens. The later entry is switched off; the first one stays as it is.',
    de: 'Dieselbe Paketquelle steht an zwei Stellen. Die Paketverwaltung beschwert sich bei jeder Aktualisierung, und wer eine der Stellen ändert, wundert sich, warum nichts geschieht. Der spätere Eintrag wird abgeschaltet; der erste bleibt, wie er ist.',
  },
  { en: 'Make the keys of package sources usable again', de: 'Schlüssel der Paketquellen wieder brauchbar machen' },
  {
    en: 'The package manager checks with keys whether updates are genuine. One of these key files cannot be read by it, or is no key at all (for instance an error page that was saved as one), so updates are refused or it complains every time. Permissions are set right; what is no key is moved to quarantine.',
    de: 'Die Paketverwaltung prüft mit Schlüsseln, ob Aktualisierungen echt sind. Eine dieser Schlüsseldateien kann sie nicht lesen, oder es ist gar kein Schlüssel (zum Beispiel eine Fehlerseite, die als solcher gespeichert wurde); deshalb werden Aktualisierungen abgelehnt oder jedes Mal beanstandet. Die Rechte werden berichtigt; was kein Schlüssel ist, kommt in Quarantäne.',
  },
  { en: 'Let updates go past a helper program that is gone', de: 'Aktualisierungen ohne den fehlenden Proxy holen' },
  {
    en: 'Updates are told to go through a program on this very machine (a proxy), and that program does not run, so nothing can be fetched. The setting is made a comment; updates then go straight to the network.',
    de: 'Aktualisierungen sollen über ein Programm auf diesem Computer selbst laufen (einen Proxy), doch dieses Programm läuft nicht; deshalb kann nichts geholt werden. Die Einstellung wird zum Kommentar; Aktualisierungen gehen dann direkt ins Netz.',
  },
  { en: 'Restore the list of installed programs', de: 'Liste der installierten Programme wiederherstellen' },
  {
    en: 'The package manager’s list of what is installed is damaged, for instance by a power failure, so that nothing can be installed and programs seem to be missing. The newest sound copy that the system itself keeps takes its place. Programs and their files are not touched.',
    de: 'Die Liste der Paketverwaltung über das, was installiert ist, ist beschädigt, zum Beispiel durch einen Stromausfall; deshalb lässt sich nichts installieren, und Programme scheinen zu fehlen. An ihre Stelle tritt die neueste unversehrte Kopie, die das System selbst aufbewahrt. Programme und ihre Dateien bleiben unberührt.',
  },
  { en: 'Take out a rule of ownership for a user that is gone', de: 'Besitzregel für einen gelöschten Benutzer entfernen' },
  {
    en: 'The package manager keeps rules of who owns which file, and one of them names a user or group that was removed. Because of it every installation stops with an error. That one rule is taken out.',
    de: 'Die Paketverwaltung führt Regeln, wem welche Datei gehört, und eine davon nennt einen Benutzer oder eine Gruppe, die entfernt wurde. Deshalb bricht jede Installation mit einem Fehler ab. Diese eine Regel wird herausgenommen.',
  },
  { en: 'Fetch damaged package lists again', de: 'Beschädigte Paketlisten neu holen' },
  {
    en: 'The lists of what can be installed are damaged on the disk, for instance by a power failure, and the package manager refuses to work or sees wrong versions. The damaged lists are moved to quarantine and fetched again.',
    de: 'Die Listen dessen, was installiert werden kann, sind auf dem Datenträger beschädigt, zum Beispiel durch einen Stromausfall, und die Paketverwaltung verweigert die Arbeit oder sieht falsche Versionen. Die beschädigten Listen kommen in Quarantäne und werden neu geholt.',
  },
  { en: 'Renew a damaged list of a program’s files', de: 'Beschädigte Dateiliste eines Programms erneuern' },
  {
    en: 'The package manager keeps a list of the files of every program. One of these lists was cut off or is gone, for instance by a power failure; with one cut off, nothing can be installed or updated. The list is moved to quarantine and made anew by installing the same version of that program again.',
    de: 'Die Paketverwaltung führt zu jedem Programm eine Liste seiner Dateien. Eine dieser Listen wurde abgeschnitten oder ist verschwunden, zum Beispiel durch einen Stromausfall; mit einer abgeschnittenen lässt sich nichts mehr installieren oder aktualisieren. Die Liste kommt in Quarantäne und entsteht neu, indem dieselbe Version des Programms noch einmal installiert wird.',
  },
  { en: 'Finish an interrupted package installation', de: 'Unterbrochene Paketinstallation abschließen' },
  {
    en: 'A package installation or update was cut off, for instance by a power failure. Until it is finished, nothing can be installed or updated. dpkg is asked to finish what it began; configuration files that were changed by hand are kept.',
    de: 'Eine Installation oder Aktualisierung wurde abgebrochen, zum Beispiel durch einen Stromausfall. Bis sie abgeschlossen ist, lässt sich nichts installieren oder aktualisieren. dpkg wird gebeten, zu Ende zu bringen, was es begonnen hat; von Hand geänderte Einstellungsdateien bleiben erhalten.',
  },
  { en: 'Mend missing package dependencies', de: 'Fehlende Paketabhängigkeiten ergänzen' },
  {
    en: 'An installed program needs another package that is missing. Until that is mended, the program may not start and updates are refused. The package manager installs exactly what its own plan names.',
    de: 'Ein installiertes Programm braucht ein weiteres Paket, das fehlt. Bis das behoben ist, startet das Programm vielleicht nicht, und Aktualisierungen werden verweigert. Die Paketverwaltung installiert genau das, was ihr eigener Plan nennt.',
  },
  { en: 'Put back missing and damaged files of programs', de: 'Fehlende und beschädigte Programmdateien zurückbringen' },
  {
    en: 'Files that belong to installed programs are missing or are not what their makers published. The same version of each such program is installed again. Settings are left alone, and the damaged files are kept.',
    de: 'Dateien installierter Programme fehlen oder sind nicht so, wie die Hersteller sie veröffentlicht haben. Von jedem dieser Programme wird dieselbe Version noch einmal installiert. Einstellungen bleiben unberührt, und die beschädigten Dateien werden aufbewahrt.',
  },
  { en: 'Take away a lock that a dead update left behind', de: 'Sperre einer abgebrochenen Aktualisierung entfernen' },
  {
    en: 'An update was cut off and left its lock behind, so that nothing can be installed or updated any more. No package program is at work; the lock, an empty file, is moved to quarantine.',
    de: 'Eine Aktualisierung wurde abgebrochen und hat ihre Sperre hinterlassen; deshalb lässt sich nichts mehr installieren oder aktualisieren. Kein Paketprogramm arbeitet gerade; die Sperre, eine leere Datei, kommt in Quarantäne.',
  },
  { en: 'Rebuild the index of installed programs', de: 'Verzeichnis der installierten Programme neu aufbauen' },
  {
    en: 'The package manager’s database of what is installed is damaged in its index, so that updates fail or programs seem to be missing. The index is built anew from the entries, all of which can still be read; the old database is kept.',
    de: 'Die Datenbank der Paketverwaltung über das, was installiert ist, ist in ihrem Index beschädigt; deshalb scheitern Aktualisierungen, oder Programme scheinen zu fehlen. Der Index wird aus den Einträgen neu aufgebaut, die sich alle noch lesen lassen; die alte Datenbank wird aufbewahrt.',
  },
  { en: 'Let commands lead to a program again', de: 'Befehle wieder zu einem Programm führen lassen' },
  {
    en: 'A command such as editor, awk or java leads to a program that is no longer there, so it, and scripts that use it, fail. The system chooses the best of the programs that are there.',
    de: 'Ein Befehl wie editor, awk oder java führt zu einem Programm, das nicht mehr da ist; deshalb scheitern er und alle Skripte, die ihn benutzen. Das System wählt das beste der vorhandenen Programme.',
  },
  { en: 'Put files back that a removed package hid', de: 'Dateien zurückholen, die ein entferntes Paket versteckt hat' },
  {
    en: 'A package had files of other packages put under other names, to bring its own in their place, and was removed without undoing that: programs or libraries are missing although their packages are installed. The files get their names back. If you hid one on purpose, under the name of a package that does not exist, leave it.',
    de: 'Ein Paket ließ Dateien anderer Pakete unter anderen Namen ablegen, um eigene an ihre Stelle zu setzen, und wurde entfernt, ohne das rückgängig zu machen: Programme oder Bibliotheken fehlen, obwohl ihre Pakete installiert sind. Die Dateien bekommen ihre Namen zurück. Wenn Sie eine davon absichtlich versteckt haben, unter dem Namen eines Pakets, das es nicht gibt, lassen Sie es.',
  },
];
