import type { ReportWords } from './words.js';

const many = (count: number, one: string, other: string): string => `${count} ${count === 1 ? one : other}`;

/** 'a, b und c' */
function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} und ${parts.at(-1) ?? ''}`;
}

function open({ urgent, soon }: { urgent: number; soon: number }): string {
  const parts = [
    ...(urgent > 0 ? [many(urgent, 'dringender Punkt', 'dringende Punkte')] : []),
    ...(soon > 0 ? [many(soon, 'weniger dringender Punkt', 'weniger dringende Punkte')] : []),
  ];
  return list(parts);
}

export const german: ReportWords = {
  tag: 'de-DE',
  title: 'Bericht',
  forCustomer: 'Für den Kunden',
  forTechnician: 'Für den Techniker',
  undoShort:
    'Zurücknehmen lässt es sich, solange die Sicherung auf diesem Computer liegt; keine hat ein Ablaufdatum. Die Befehle stehen auf Seite 2.',
  further: (count) => `und ${many(count, 'weiterer Eintrag', 'weitere Einträge')}, ab Seite 2`,
  ticket: 'Auftrag',
  customer: 'Kunde',
  technician: 'Techniker',
  opened: 'Angenommen',
  closed: 'Abgeschlossen',
  made: 'Bericht erstellt',
  device: 'Gerät',
  deviceParts: {
    model: 'Modell',
    host: 'Name',
    serial: 'Seriennummer',
    system: 'System',
    processor: 'Prozessor',
    memory: 'Arbeitsspeicher',
  },
  deviceUnknown: 'Das Gerät wurde nicht ausgelesen.',
  notTold: 'nicht angegeben',
  complaint: 'Beanstandung',
  noComplaint: 'Es wurde keine Beanstandung notiert.',
  accessories: 'Mit abgegeben',
  result: 'Ergebnis',
  state: {
    notLooked: 'Der Computer wurde mit diesem Programm nicht untersucht.',
    looked(counts) {
      const unread = counts.unread === 0 ? '' : `; ${many(counts.unread, 'Punkt ließ', 'Punkte ließen')} sich nicht prüfen`;
      if (counts.urgent + counts.soon === 0)
        return `Bei der letzten Untersuchung wurde nichts gefunden, worum man sich kümmern muss${unread}.`;
      return `Nach der letzten Untersuchung noch offen: ${open(counts)}${unread}.`;
    },
    lookedAtPart(counts) {
      const found =
        counts.urgent + counts.soon === 0
          ? 'darin wurde nichts gefunden, worum man sich kümmern muss'
          : `darin noch offen: ${open(counts)}`;
      const unread = counts.unread === 0 ? '' : `; ${many(counts.unread, 'Punkt ließ', 'Punkte ließen')} sich nicht prüfen`;
      return `Nur ein Teil des Computers wurde untersucht; ${found}${unread}.`;
    },
    notSince: (counts) =>
      `Nach der letzten Änderung wurde der Computer nicht noch einmal als Ganzes untersucht${counts.urgent + counts.soon === 0 ? '' : `; soweit bekannt, noch offen: ${open(counts)}`}.`,
  },
  done({ repaired, failed, restart, takenBack, unread }) {
    const parts = [
      ...(repaired > 0 ? [`${many(repaired, 'Reparatur wurde', 'Reparaturen wurden')} ausgeführt und geprüft`] : []),
      ...(restart > 0 ? [`${many(restart, 'Reparatur lässt', 'Reparaturen lassen')} sich erst nach einem Neustart beurteilen`] : []),
      ...(failed > 0 ? [`${many(failed, 'Reparatur ist', 'Reparaturen sind')} nicht gelungen`] : []),
      ...(takenBack > 0 ? [`${many(takenBack, 'Reparatur wurde', 'Reparaturen wurden')} zurückgenommen`] : []),
      ...(unread > 0 ? [`${many(unread, 'Lauf ließ', 'Läufe ließen')} sich nicht lesen`] : []),
    ];
    return parts.length === 0 ? 'Dieses Programm hat am Computer nichts geändert.' : `${list(parts)}.`;
  },
  next: {
    dataFirst: 'Sichern Sie zuallererst Ihre Daten auf einem anderen Datenträger, denn ein Datenträger dieses Computers fällt aus.',
    restart: 'Bitte starten Sie den Computer einmal neu, damit die letzte Änderung wirksam wird.',
    urgent: (count) =>
      count === 1
        ? 'Lassen Sie den dringenden Punkt aus dem Bericht so bald wie möglich erledigen.'
        : `Lassen Sie die ${count} dringenden Punkte aus dem Bericht so bald wie möglich erledigen.`,
    inTime: (count, unread) =>
      `${unread ? 'Soweit es sich prüfen ließ, ist nichts dringend' : 'Dringendes ist nicht bekannt'}; lassen Sie ${count === 1 ? 'den Punkt' : `die ${count} Punkte`} aus dem Bericht bei Gelegenheit erledigen.`,
    declined: (count) =>
      `Sie müssen jetzt nichts tun; ${count === 1 ? 'die Arbeit, die Sie nicht wollten, kann' : `die ${count} Arbeiten, die Sie nicht wollten, können`} später nachgeholt werden.`,
    lookAgain: 'Lassen Sie den Computer noch einmal untersuchen, damit sein jetziger Zustand bekannt ist.',
    lookAgainAnd: (count) =>
      `Lassen Sie den Computer noch einmal untersuchen, damit sein jetziger Zustand bekannt ist, und ${count === 1 ? 'den Punkt' : `die ${count} Punkte`} aus dem Bericht erledigen.`,
    readMore: 'Soweit es sich prüfen ließ, ist jetzt nichts zu tun; was sich nicht prüfen ließ, steht im Bericht.',
    nothing: 'Sie müssen jetzt nichts tun; bitte heben Sie diesen Bericht auf.',
  },
  measured: 'Messwerte vorher und nachher',
  before: 'Vorher',
  after: 'Nachher',
  notMeasured: 'nicht gemessen',
  neitherTime: 'Zu keinem Zeitpunkt gemessen:',
  measure: 'Messwert',
  measures: {
    urgent: 'Dringende Befunde',
    soon: 'Weniger dringende Befunde',
    room: 'Freier Platz',
    memory: 'Freier Arbeitsspeicher',
    'start-up': 'Dauer des Starts',
    'disk-trouble': 'Datenträger, die Fehler melden',
    'disk-life': 'Restliche Lebensdauer des Datenträgers',
    temperature: 'Wärmster Sensor',
    'failed-services': 'Ausgefallene Dienste',
    battery: 'Kapazität des Akkus',
    updates: 'Ausstehende Updates',
    unread: 'Nicht prüfbar',
  },
  amountOf: (value, whole) => `${value} von ${whole}`,
  whatWasDone: 'Was getan wurde und bis wann es sich zurücknehmen lässt',
  nothingDone: 'Dieses Programm hat nichts geändert.',
  repair: 'Reparatur',
  outcome: 'Ergebnis',
  undo: 'Lässt es sich zurücknehmen?',
  outcomes: {
    healthy: 'nichts zu tun',
    needed: 'muss noch repariert werden',
    repaired: 'repariert',
    'not-repaired': 'nicht repariert',
    'could-not-run': 'konnte nicht ausgeführt werden',
    busy: 'war belegt',
    'restart-pending': 'Neustart nötig',
    'not-applicable': 'trifft hier nicht zu',
    unknown: 'unbekannt',
    unfinished: 'nicht zu Ende geführt',
  },
  undoLevels: {
    'taken-back': 'wurde zurückgenommen',
    exact: 'ja, genau',
    'best-effort': 'ja, soweit möglich',
    none: 'nein',
  },
  undoUntil:
    'Zurücknehmen lässt es sich, solange die Sicherung dazu auf diesem Computer liegt. Sicherungen haben kein Ablaufdatum: Das Programm löscht keine von selbst, nur auf ausdrücklichen Befehl. Der Befehl zum Zurücknehmen:',
  notDone: 'Was nicht getan wurde, und das Risiko',
  nothingLeft: 'Es ist nichts übrig.',
  nothingKnownLeft:
    'Von dem, was gefunden wurde, ist nichts übrig; seit der letzten Änderung wurde aber nicht der ganze Computer untersucht.',
  changedAfterLook: 'Nach der letzten dieser Untersuchungen wurde noch etwas geändert.',
  runsUnread: (count) => `${many(count, 'Lauf ließ', 'Läufe ließen')} sich nicht lesen.`,
  kinds: {
    finding: 'Gefunden',
    'not-looked-at': 'Vorher gefunden, seitdem nicht untersucht',
    failed: 'Nicht gelungen',
    'taken-back': 'Repariert und seitdem zurückgenommen',
    restart: 'Neustart nötig',
    'hand-test': 'Beim Test von Hand nicht bestanden',
    declined: 'Vom Kunden nicht gewünscht',
  },
  urgent: 'dringend',
  risk: 'Risiko',
  noRisk: 'kein Risiko notiert',
  unfinished: (run) => `Sie wurde unterbrochen. „rescuepc recover ${run}“ bringt sie zu einem sauberen Ende.`,
  restartRisk: 'Vor dem Neustart lässt sich nicht sagen, ob es geholfen hat.',
  handTests: 'Von Hand getestet',
  results: { passed: 'bestanden', failed: 'nicht bestanden', 'not-done': 'nicht getestet' },
  work: 'Arbeit und Teile',
  minutes: (count) => many(count, 'Minute Arbeit', 'Minuten Arbeit'),
  parts: 'Teile',
  data: 'Ihre Daten',
  noData: 'Zu Ihren Daten wurde nichts notiert.',
  consent: 'Einwilligung',
  agreed: (by, at) => `${by} hat dem Plan am ${at} zugestimmt.`,
  noConsent: 'Es gab keine Änderung, die eine Einwilligung braucht.',
  consentMissing: (count) => `Bei ${many(count, 'Lauf', 'Läufen')} wurde nicht notiert, wer zugestimmt hat.`,
  signatures: ['Ort, Datum', 'Kunde', 'Techniker'],
  commands: 'Was ausgeführt wurde',
  evidence: 'Befunde und woran man sie sieht',
  findingStates: { open: 'offen', gone: 'behoben', repaired: 'repariert', 'not-looked-at': 'seitdem nicht untersucht' },
  severities: { critical: 'Dringend', warning: 'Bald', info: 'Hinweis' },
  where: 'Wo',
  whatStands: 'Was dort steht',
  whatItMeans: 'Was es bedeutet',
  unknown: 'Was sich nicht lesen ließ',
  nothingUnknown: 'Alles, wonach gefragt wurde, ließ sich lesen.',
  runs: 'Läufe',
  run: 'Lauf',
  scans: 'Untersuchungen',
  missingRun: 'sein Ordner liegt nicht auf diesem Gerät',
  journalHead: 'Kopf des Journals',
  journalHeadWhy:
    'Ein Journalkopf, der außerhalb des Computers aufbewahrt wird, beweist, dass das Journal dieses Laufs nach diesem Bericht nicht geändert wurde.',
  steps: 'Schritte',
  stepStates: { 'in-flight': 'unterbrochen', done: 'erledigt', failed: 'fehlgeschlagen', restored: 'zurückgenommen' },
  notes: 'Notizen',
  more: (count) => `und ${many(count, 'weitere Zeile', 'weitere Zeilen')}`,
  redacted: 'Namen, Seriennummern, Netze und Adressen sind in diesem Bericht verborgen.',
  none: 'Keine.',
};
