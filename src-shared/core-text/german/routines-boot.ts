import type { CoreEntry } from '../entry.js';

/** Titles and explanations of repairs: disks and the start. */
export const bootRoutineTexts: readonly CoreEntry[] = [
  { en: 'Repair a damaged ext4 volume', de: 'Beschädigten ext4-Datenträger reparieren' },
  {
    en: 'The file system of a disk or partition is damaged. It is repaired first with the changes that are always safe, and only if that is not enough with all changes the checker proposes. The old blocks are kept, so that the repair can be taken back.',
    de: 'Das Dateisystem eines Datenträgers oder einer Partition ist beschädigt. Es wird zuerst nur mit den Änderungen repariert, die immer sicher sind, und erst wenn das nicht reicht, mit allen, die das Prüfprogramm vorschlägt. Die alten Blöcke werden aufbewahrt, damit sich die Reparatur zurücknehmen lässt.',
  },
  { en: 'Let the machine start without a disk that is gone', de: 'Start ohne den fehlenden Datenträger ermöglichen' },
  {
    en: 'The system waits at every start for a disk or partition that is not there any more, and then stops in emergency mode. The entry is marked so that the start goes on without it; if the disk comes back, it is mounted as before. A line for a swap file that is gone, or that was pasted wrongly, is switched off.',
    de: 'Das System wartet bei jedem Start auf einen Datenträger oder eine Partition, die es nicht mehr gibt, und bleibt dann im Notfallmodus stehen. Der Eintrag wird so gekennzeichnet, dass der Start ohne ihn weitergeht; kommt der Datenträger zurück, wird er wie zuvor eingebunden. Eine Zeile für eine fehlende Auslagerungsdatei oder eine falsch eingefügte Zeile wird abgeschaltet.',
  },
  { en: 'Let the system start all the way', de: 'System wieder vollständig starten lassen' },
  {
    en: 'Somebody set the system to stop its start early, in rescue mode or without the log-in picture, and that was never taken back; or what is set is no longer there. The full start is set again, with the log-in picture where one is installed. It counts from the next start.',
    de: 'Jemand hat eingestellt, dass der Start vorzeitig endet, im Rettungsmodus oder ohne Anmeldebild, und das wurde nie zurückgenommen; oder das eingestellte Ziel gibt es nicht mehr. Der vollständige Start wird wieder eingestellt, mit Anmeldebild, wo eines installiert ist. Das gilt ab dem nächsten Start.',
  },
  { en: 'Remove old kernels from the full boot partition', de: 'Alte Kernel von der vollen Boot-Partition entfernen' },
  {
    en: 'The partition that the machine starts from is nearly full of old kernels, and the next update of the system would fail half-way. Old kernels are removed; the one that runs and the two newest stay.',
    de: 'Die Partition, von der der Computer startet, ist fast voll mit alten Kerneln, und die nächste Aktualisierung des Systems würde auf halbem Weg scheitern. Alte Kernel werden entfernt; der laufende und die zwei neuesten bleiben.',
  },
  { en: 'Build the missing start image of a kernel', de: 'Fehlendes Startabbild eines Kernels erzeugen' },
  {
    en: 'A kernel needs a small image beside it to find its disk at the start. It is missing or damaged, for instance because the boot partition was full during an update, so the machine does not start with this kernel. The image is built anew; a damaged one is kept.',
    de: 'Ein Kernel braucht ein kleines Abbild neben sich, um beim Start seinen Datenträger zu finden. Es fehlt oder ist beschädigt, zum Beispiel weil die Boot-Partition während einer Aktualisierung voll war; der Computer startet mit diesem Kernel also nicht. Das Abbild wird neu erzeugt; ein beschädigtes wird aufbewahrt.',
  },
  { en: 'Write the boot menu anew', de: 'Startmenü neu schreiben' },
  {
    en: 'The boot menu is missing or damaged, so the next start would end at a black prompt. It is written anew from the kernels that are installed; the damaged one is kept.',
    de: 'Das Startmenü fehlt oder ist beschädigt, der nächste Start würde an einer schwarzen Eingabezeile enden. Es wird aus den installierten Kerneln neu geschrieben; das beschädigte wird aufbewahrt.',
  },
  { en: 'Put the boot code back on the disk', de: 'Startcode auf den Datenträger zurückschreiben' },
  {
    en: 'The disk has lost the few bytes from which a BIOS starts GRUB, so the machine says that there is nothing to start. GRUB writes them anew, in front of the first partition; what stands there is kept and can be put back to the byte. Partitions and their table are not touched.',
    de: 'Der Datenträger hat die wenigen Bytes verloren, aus denen ein BIOS GRUB startet; der Computer sagt, dass es nichts zu starten gibt. GRUB schreibt sie neu, vor die erste Partition; was dort steht, wird aufbewahrt und kann auf das Byte genau zurückgeschrieben werden. Partitionen und ihre Tabelle bleiben unberührt.',
  },
  { en: 'Do not wait at each start for a disk that is gone', de: 'Beim Start nicht mehr auf einen fehlenden Datenträger warten' },
  {
    en: 'The system looks at each start for a swap area that no longer exists (the disk was changed or partitioned anew), waits for it for half a minute, and says it at every update. It is told not to look any more; hibernation, which cannot work without it, stays off.',
    de: 'Das System sucht bei jedem Start einen Auslagerungsbereich, den es nicht mehr gibt (der Datenträger wurde getauscht oder neu aufgeteilt), wartet eine halbe Minute darauf und meldet das bei jeder Aktualisierung. Ihm wird gesagt, dass es nicht mehr suchen soll; der Ruhezustand, der ohne diesen Bereich nicht geht, bleibt aus.',
  },
  { en: 'Repair a damaged FAT volume', de: 'Beschädigten FAT-Datenträger reparieren' },
  {
    en: 'A stick, a memory card or the boot partition has damaged tables, usually because it was pulled out. They are repaired; pieces that belong to no file are kept as files named FSCK....REC. The first 32 MB, where the tables are, are kept to take it back.',
    de: 'Ein USB-Stick, eine Speicherkarte oder die Boot-Partition hat beschädigte Tabellen, meist weil sie im Betrieb abgezogen wurde. Sie werden repariert; Bruchstücke, die zu keiner Datei gehören, bleiben als Dateien FSCK....REC erhalten. Die ersten 32 MB mit den Tabellen werden aufbewahrt, um es zurückzunehmen.',
  },
  { en: 'Repair a damaged XFS volume', de: 'Beschädigten XFS-Datenträger reparieren' },
  {
    en: 'The file system of a disk or partition is damaged. Its own repair program puts it right; files without a name are put into the folder lost+found. This cannot be taken back: copy what matters first, if it can still be read.',
    de: 'Das Dateisystem eines Datenträgers oder einer Partition ist beschädigt. Sein eigenes Reparaturprogramm bringt es in Ordnung; Dateien ohne Namen kommen in den Ordner lost+found. Das lässt sich nicht zurücknehmen: Kopieren Sie zuvor, was wichtig ist, solange es noch lesbar ist.',
  },
  { en: 'Say that a btrfs volume is damaged', de: 'Auf einen beschädigten btrfs-Datenträger hinweisen' },
  {
    en: 'A btrfs volume that is not mounted has errors. Its automatic repair can make it worse, so RescuePC does not start it: save the data first, by mounting it read-only or with btrfs restore, then ask somebody who knows this file system.',
    de: 'Ein btrfs-Datenträger, der nicht eingebunden ist, hat Fehler. Seine automatische Reparatur kann es schlimmer machen, deshalb startet RescuePC sie nicht: Sichern Sie zuerst die Daten, indem Sie ihn nur lesend einbinden oder btrfs restore verwenden, und fragen Sie dann jemanden, der dieses Dateisystem kennt.',
  },
  { en: 'Take care of solid-state disks again', de: 'Pflege der SSDs wieder einschalten' },
  {
    en: 'A solid-state disk gets slow if nobody tells it which blocks are free. The weekly job that does so is switched off; it is switched on. The first time is within a week.',
    de: 'Eine SSD wird langsam, wenn ihr niemand sagt, welche Blöcke frei sind. Der wöchentliche Auftrag dafür ist abgeschaltet; er wird eingeschaltet. Das erste Mal läuft er innerhalb einer Woche.',
  },
  {
    en: 'Repair blocks of a btrfs volume from their second copy',
    de: 'Blöcke eines btrfs-Datenträgers aus ihrer zweiten Kopie reparieren',
  },
  {
    en: 'The kernel has counted errors on a btrfs volume that is in use. Every block is compared with its checksum, and a wrong one is written anew from its second copy, where there is one. Blocks without a right copy are left alone; then the repair counts as failed. btrfs check --repair is never used: its own manual warns that it can lose what could still be read.',
    de: 'Der Kernel hat Fehler auf einem btrfs-Datenträger gezählt, der in Gebrauch ist. Jeder Block wird mit seiner Prüfsumme verglichen, und ein falscher wird aus seiner zweiten Kopie neu geschrieben, wo es eine gibt. Blöcke ohne richtige Kopie bleiben, wie sie sind; dann gilt die Reparatur als misslungen. btrfs check --repair wird nie verwendet: Schon die Anleitung dazu warnt, dass verloren gehen kann, was noch lesbar war.',
  },
  {
    en: 'Let the machine start without an encrypted disk that is gone',
    de: 'Den Computer ohne einen fehlenden verschlüsselten Datenträger starten lassen',
  },
  {
    en: 'At every start the system waits a minute and a half for an encrypted disk that is not there any more; if something of it is mounted too, it then stops in emergency mode. The entry is marked so that the start goes on without it; if the disk comes back, it is unlocked as before.',
    de: 'Das System wartet bei jedem Start anderthalb Minuten auf einen verschlüsselten Datenträger, den es nicht mehr gibt; wird davon auch etwas eingebunden, bleibt es dann im Notfallmodus stehen. Der Eintrag wird so gekennzeichnet, dass der Start ohne ihn weitergeht; kommt der Datenträger wieder, wird er wie zuvor entsperrt.',
  },
];
