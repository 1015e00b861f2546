import type { CoreEntry } from '../entry.js';

/** Titles and explanations of repairs: services, sound and printing. */
export const servicesRoutineTexts: readonly CoreEntry[] = [
  { en: 'Take away a change that keeps a service from starting', de: 'Änderung entfernen, die einen Dienst am Start hindert' },
  {
    en: 'Somebody, or some program, has changed how a system service starts, and now it names a program that does not exist. The change is moved aside and the service is started as its package intended.',
    de: 'Jemand oder ein Programm hat geändert, wie ein Systemdienst startet, und nun nennt er ein Programm, das es nicht gibt. Die Änderung wird beiseitegelegt und der Dienst so gestartet, wie sein Paket es vorsieht.',
  },
  { en: 'Start services that have failed', de: 'Fehlgeschlagene Dienste starten' },
  {
    en: 'A background service of the system has stopped with an error. It is started afresh; if it fails again, that is said, with its last words.',
    de: 'Ein Hintergrunddienst des Systems hat mit einem Fehler aufgehört. Er wird neu gestartet; scheitert er wieder, wird das mit seinen letzten Worten gemeldet.',
  },
  { en: 'Restore the empty device', de: 'Gerät /dev/null wiederherstellen' },
  {
    en: 'Nearly every program throws away text into /dev/null. Something replaced it by an ordinary file, which fills the memory, or closed it to everybody but root, so that programs fail. It is made again as it has to be.',
    de: 'Fast jedes Programm wirft Text nach /dev/null weg. Etwas hat es durch eine gewöhnliche Datei ersetzt, die den Speicher füllt, oder es für alle außer root gesperrt, sodass Programme scheitern. Es wird wieder so angelegt, wie es sein muss.',
  },
  { en: 'Allow services that every system needs', de: 'Dienste erlauben, die jedes System braucht' },
  {
    en: 'A service that every system needs was forbidden to start, by a tweak, a tuning script or malware. It is allowed again and started.',
    de: 'Ein Dienst, den jedes System braucht, wurde am Start gehindert, durch einen Kniff, ein Tuning-Skript oder Schadsoftware. Er wird wieder erlaubt und gestartet.',
  },
  { en: 'Switch on services that every system needs', de: 'Dienste einschalten, die jedes System braucht' },
  {
    en: 'A service that every system needs, and that your distribution starts by itself, does not start any more: timed jobs, old logs or the protection of programs are not seen to. It is switched on and started.',
    de: 'Ein Dienst, den jedes System braucht und den Ihre Distribution von selbst startet, startet nicht mehr: Um zeitgesteuerte Aufträge, alte Protokolle oder den Schutz von Programmen kümmert sich niemand. Er wird eingeschaltet und gestartet.',
  },
  { en: "Start a person's services that have failed", de: 'Fehlgeschlagene Dienste einer Person starten' },
  {
    en: "A background service of somebody who is logged in has stopped with an error: for instance the one for sound. It is started afresh, with that person's own rights.",
    de: 'Ein Hintergrunddienst einer angemeldeten Person hat mit einem Fehler aufgehört, zum Beispiel der für den Ton. Er wird mit den Rechten dieser Person neu gestartet.',
  },
  { en: "Allow a person's sound service", de: 'Tondienst einer Person erlauben' },
  {
    en: "Somebody forbade all sound services for this person's account, usually while trying to change from one to another: there is no sound at all. One of them is allowed again and started; who is not logged in hears something from the next log-in.",
    de: 'Jemand hat für das Konto dieser Person alle Tondienste verboten, meist beim Versuch, von einem zum anderen zu wechseln: Es gibt gar keinen Ton. Einer davon wird wieder erlaubt und gestartet; wer nicht angemeldet ist, hört ab der nächsten Anmeldung wieder etwas.',
  },
  { en: 'Let stopped printers print again', de: 'Angehaltene Drucker wieder drucken lassen' },
  {
    en: "After paper ran out or a cable was loose, the system stops a printer's queue and never starts it again by itself: jobs wait or are refused, and nothing is printed. The printing service and the queues are started; jobs that wait are printed then, so look at paper and cable first.",
    de: 'Nach Papierende oder einem lockeren Kabel hält das System die Warteschlange eines Druckers an und startet sie nie wieder von selbst: Aufträge warten oder werden abgewiesen, und nichts wird gedruckt. Druckdienst und Warteschlangen werden gestartet; wartende Aufträge werden dann gedruckt, sehen Sie also zuerst nach Papier und Kabel.',
  },
];
