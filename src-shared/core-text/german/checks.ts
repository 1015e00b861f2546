import type { CoreEntry } from '../entry.js';

/** Why a finding of a check matters. */
export const checkTexts: readonly CoreEntry[] = [
  {
    en: 'A disk that loses sectors may stop at any moment. Copy the data before anything else is done to it; every heavy read or write may be its last.',
    de: 'Ein Datenträger, der Sektoren verliert, kann jederzeit ausfallen. Kopieren Sie die Daten, bevor irgendetwas anderes mit ihm geschieht; jedes größere Lesen oder Schreiben kann sein letztes sein.',
  },
  {
    en: 'The kernel has given up on it: it may be its cable, its power, or the disk. Copy what can still be read, then look inside.',
    de: 'Der Kernel hat ihn aufgegeben: Es kann an seinem Kabel, an der Stromversorgung oder am Datenträger selbst liegen. Kopieren Sie, was sich noch lesen lässt, und sehen Sie dann ins Gehäuse.',
  },
  {
    en: 'The array has lost a disk. One more, and the data is gone. Copy the data, then replace the disk.',
    de: 'Der Verbund hat einen Datenträger verloren. Noch einer, und die Daten sind weg. Kopieren Sie die Daten und ersetzen Sie dann den Datenträger.',
  },
  {
    en: 'The system could not read or write somewhere. The cause may be the disk, its cable or its power.',
    de: 'Das System konnte irgendwo nicht lesen oder schreiben. Die Ursache kann der Datenträger, sein Kabel oder seine Stromversorgung sein.',
  },
  {
    en: 'The processor or memory reports faults. Crashes and damaged files follow. Test the memory, look at cooling and power.',
    de: 'Prozessor oder Arbeitsspeicher melden Fehler. Abstürze und beschädigte Dateien folgen. Prüfen Sie den Arbeitsspeicher, Kühlung und Stromversorgung.',
  },
  {
    en: 'A system that crashes has a fault of hardware or of a driver. Keep a backup; look at memory, heat and the last updates.',
    de: 'Ein System, das abstürzt, hat einen Fehler in der Hardware oder in einem Treiber. Halten Sie eine Sicherung bereit; prüfen Sie Arbeitsspeicher, Hitze und die letzten Aktualisierungen.',
  },
  {
    en: 'On a full disk updates fail, programs lose data and the system may not start any more.',
    de: 'Auf einem vollen Datenträger scheitern Aktualisierungen, Programme verlieren Daten, und das System startet vielleicht nicht mehr.',
  },
  {
    en: 'No more files can be made there, although there is room: the volume has run out of entries for files. Programs say "no space left".',
    de: 'Dort lassen sich keine Dateien mehr anlegen, obwohl Platz da ist: Dem Datenträger sind die Dateieinträge ausgegangen. Programme melden „kein Speicherplatz“.',
  },
  { en: 'Whoever knows that account can do everything, without a password.', de: 'Wer dieses Konto kennt, kann alles tun, ohne Passwort.' },
  {
    en: 'Programs wait for memory; the machine is slow and may end programs to survive.',
    de: 'Programme warten auf Arbeitsspeicher; der Computer ist langsam und beendet womöglich Programme, um zu überleben.',
  },
  {
    en: 'A hot machine slows itself down and ages. Clean fans and vents, look at the thermal paste.',
    de: 'Ein heißer Computer bremst sich selbst und altert. Reinigen Sie Lüfter und Lüftungsschlitze und prüfen Sie die Wärmeleitpaste.',
  },
  {
    en: 'The processor is slowed down to save it from heat, or from a power supply that is too weak. The machine is slow without any program being at fault. Clean fans and vents; on a Raspberry Pi use its own power supply.',
    de: 'Der Prozessor wird gebremst, um ihn vor Hitze zu schützen oder weil das Netzteil zu schwach ist. Der Computer ist langsam, ohne dass ein Programm schuld wäre. Reinigen Sie Lüfter und Lüftungsschlitze; verwenden Sie bei einem Raspberry Pi das zugehörige Netzteil.',
  },
  {
    en: 'A worn battery lasts a fraction of its time and may fail without warning.',
    de: 'Ein verschlissener Akku hält nur einen Bruchteil der Zeit und kann ohne Warnung ausfallen.',
  },
  {
    en: 'The disk works, but its own counters show first losses. Keep a backup and look again in some weeks.',
    de: 'Der Datenträger arbeitet, aber seine eigenen Zähler zeigen erste Verluste. Halten Sie eine Sicherung bereit und sehen Sie in einigen Wochen wieder nach.',
  },
  {
    en: 'It has been written nearly as much as it was built for. It may go on for long, or turn read-only. Keep a backup and plan its replacement.',
    de: 'Er wurde fast so viel beschrieben, wie es vorgesehen war. Er kann noch lange arbeiten oder plötzlich nur noch lesbar sein. Halten Sie eine Sicherung bereit und planen Sie seinen Ersatz.',
  },
  {
    en: 'Heat ages disks and slows them down. Look at fans, dust and what lies on the machine.',
    de: 'Hitze lässt Datenträger altern und bremst sie. Sehen Sie nach Lüftern, Staub und danach, was auf dem Computer liegt.',
  },
  {
    en: 'Holes that have long been closed elsewhere are still open here.',
    de: 'Lücken, die anderswo längst geschlossen sind, stehen hier noch offen.',
  },
  {
    en: 'Updates close security holes and mend faults. Install them with the tool of this system.',
    de: 'Aktualisierungen schließen Sicherheitslücken und beheben Fehler. Installieren Sie sie mit dem Werkzeug dieses Systems.',
  },
  {
    en: 'With a weak signal pages load slowly and connections break off. Go nearer to the router, or move it.',
    de: 'Bei schwachem Signal laden Seiten langsam, und Verbindungen brechen ab. Gehen Sie näher an den Router oder stellen Sie ihn um.',
  },
  {
    en: 'With a wrong clock secure connections are refused and updates fail.',
    de: 'Mit einer falschen Uhr werden sichere Verbindungen abgelehnt, und Aktualisierungen scheitern.',
  },
  {
    en: 'An update waits for a restart; until then the old version runs.',
    de: 'Eine Aktualisierung wartet auf einen Neustart; bis dahin läuft die alte Version.',
  },
  {
    en: 'A long start mostly waits for a device, a network or a service that does not answer. The firmware and a password that is asked for count too.',
    de: 'Ein langer Start wartet meist auf ein Gerät, ein Netzwerk oder einen Dienst, der nicht antwortet. Die Firmware und eine Passwortabfrage zählen mit.',
  },
  {
    en: 'Every service of this machine can be reached by whoever is in the same network. At home the router protects; elsewhere nothing does.',
    de: 'Jeder Dienst dieses Computers ist für alle im selben Netzwerk erreichbar. Zu Hause schützt der Router; anderswo schützt nichts.',
  },
  {
    en: 'One module alone, or modules of different speed, make memory slower than it could be.',
    de: 'Ein einzelnes Modul oder Module verschiedener Geschwindigkeit machen den Arbeitsspeicher langsamer, als er sein könnte.',
  },
  {
    en: 'A program that is empty does nothing and says nothing. Usually the machine lost power while it was written; others may be damaged too.',
    de: 'Ein leeres Programm tut nichts und sagt nichts. Meist fiel der Strom aus, während es geschrieben wurde; auch andere können beschädigt sein.',
  },
  {
    en: 'A small file shuts something for everybody, and stays in force until somebody takes it away. Ask whoever looks after this machine whether it is meant; if not, remove it (for the number of the machine: systemd-machine-id-setup).',
    de: 'Eine kleine Datei sperrt etwas für alle und wirkt, bis jemand sie entfernt. Fragen Sie, wer diesen Computer betreut, ob das so gewollt ist; wenn nicht, entfernen Sie sie (für die Kennnummer des Computers: systemd-machine-id-setup).',
  },
  {
    en: 'Programs fall back to universal time, so clocks and appointments are hours off. Choose the zone anew: timedatectl set-timezone ZONE.',
    de: 'Programme rechnen dann in Weltzeit; Uhren und Termine liegen um Stunden daneben. Wählen Sie die Zeitzone neu: timedatectl set-timezone ZONE.',
  },
  {
    en: "Such programs may not start, and the next update of the system may stop. What is missing is installed with 'dnf install NAME'. Where a package is there twice, an update was interrupted: 'dnf remove --duplicates' says which ones it would remove; read that list before you agree. RescuePC changes nothing here.",
    de: "Solche Programme starten womöglich nicht, und die nächste Aktualisierung des Systems kann stehen bleiben. Was fehlt, wird mit 'dnf install NAME' installiert. Ist ein Paket doppelt da, wurde eine Aktualisierung unterbrochen: 'dnf remove --duplicates' sagt, was entfernt würde; lesen Sie diese Liste, bevor Sie zustimmen. RescuePC ändert hier nichts.",
  },
];
