import type { CoreEntry } from '../entry.js';

/** Titles and explanations of repairs: network, clock and language. */
export const networkRoutineTexts: readonly CoreEntry[] = [
  { en: 'Start the service that connects to networks', de: 'Dienst für Netzwerkverbindungen starten' },
  {
    en: "There is no way to the internet, and the system's own service that connects to networks does not run: it failed, or somebody switched it off or forbade it. It is allowed, switched on and started; it then connects by the settings that are there.",
    de: 'Es gibt keinen Weg ins Internet, und der Dienst des Systems, der Netzwerke verbindet, läuft nicht: Er ist fehlgeschlagen, oder jemand hat ihn abgeschaltet oder verboten. Er wird erlaubt, eingeschaltet und gestartet; dann verbindet er sich nach den vorhandenen Einstellungen.',
  },
  { en: 'Switch wireless networks on', de: 'Funknetze einschalten' },
  {
    en: 'There is no way to the internet, and wireless networks are switched off: by a key, by flight mode or by a program. They are switched on. Where a switch of the machine itself keeps them off, a person has to move it.',
    de: 'Es gibt keinen Weg ins Internet, und Funknetze sind abgeschaltet: durch eine Taste, den Flugmodus oder ein Programm. Sie werden eingeschaltet. Wo ein Schalter am Gerät selbst sie abschaltet, muss ein Mensch ihn umlegen.',
  },
  { en: 'Switch networks on in NetworkManager', de: 'Netzwerke im NetworkManager einschalten' },
  {
    en: 'In the menu for networks, or by a sleep that went wrong, networks were switched off, and the system keeps that over restarts: cable and wireless look dead although nothing is broken. They are switched on, and the system connects as before.',
    de: 'Im Netzwerkmenü oder durch einen missglückten Ruhezustand wurden Netzwerke abgeschaltet, und das System behält das über Neustarts hinweg bei: Kabel und WLAN wirken tot, obwohl nichts defekt ist. Sie werden eingeschaltet, und das System verbindet sich wie zuvor.',
  },
  { en: 'Let the machine find its name servers again', de: 'Namensserver wieder auffindbar machen' },
  {
    en: 'The file that says which name servers to ask is missing, empty or points nowhere, so no web site and no update server is found by name. It is made right from what the program that manages the network knows; where nobody knows name servers, this is only said.',
    de: 'Die Datei, die sagt, welche Namensserver gefragt werden, fehlt, ist leer oder zeigt ins Nichts; deshalb wird keine Website und kein Aktualisierungsserver über seinen Namen gefunden. Sie wird aus dem hergestellt, was das Programm weiß, das das Netzwerk verwaltet; wo niemand Namensserver kennt, wird das nur gemeldet.',
  },
  { en: 'Let names be looked up again', de: 'Namensauflösung wiederherstellen' },
  {
    en: 'The file that says where names are looked up leaves out the hosts file or the name servers, so web sites, or the machine itself, are not found; or it leaves out the list of users, so nobody can log in. What is missing is added to its line; everything else in it stays.',
    de: 'Die Datei, die sagt, wo Namen nachgeschlagen werden, lässt die hosts-Datei oder die Namensserver aus; deshalb werden Websites oder der Computer selbst nicht gefunden. Oder sie lässt die Liste der Benutzer aus; dann kann sich niemand anmelden. Was fehlt, wird in ihrer Zeile ergänzt; alles andere darin bleibt.',
  },
  { en: 'Let the machine know its own name', de: 'Eigenen Namen des Computers eintragen' },
  {
    en: 'The machine cannot look up its own name. Programs such as sudo then wait many seconds or complain at every start. The name is added to the hosts file, as Debian does it at installation.',
    de: 'Der Computer kann seinen eigenen Namen nicht nachschlagen. Programme wie sudo warten dann viele Sekunden oder beschweren sich bei jedem Start. Der Name wird in die hosts-Datei eingetragen, so wie Debian es bei der Installation tut.',
  },
  { en: 'Say that there is no way to other networks', de: 'Auf fehlenden Weg in andere Netze hinweisen' },
  {
    en: 'The network is connected, but the machine does not know where to send what is meant for the internet. That comes from the router or from the network settings; RescuePC says it and changes nothing.',
    de: 'Das Netzwerk ist verbunden, aber der Computer weiß nicht, wohin er schicken soll, was ins Internet gehört. Das kommt vom Router oder von den Netzwerkeinstellungen; RescuePC meldet es und ändert nichts.',
  },
  { en: 'Make the list of trusted web authorities again', de: 'Liste der vertrauten Zertifizierungsstellen neu herstellen' },
  {
    en: 'The list by which programs recognise genuine web sites is missing or cut off: secure connections fail, and updates with them. It is made again from the authorities that the system has installed.',
    de: 'Die Liste, an der Programme echte Websites erkennen, fehlt oder ist abgeschnitten: Sichere Verbindungen scheitern und mit ihnen Aktualisierungen. Sie wird aus den Zertifizierungsstellen neu hergestellt, die das System installiert hat.',
  },
  { en: 'Let the network keep the clock right', de: 'Uhr über das Netz stellen lassen' },
  {
    en: 'Nobody keeps the clock of this machine right. With a wrong clock secure web sites and updates are refused. The service that asks time servers is switched on.',
    de: 'Niemand hält die Uhr dieses Computers richtig. Mit einer falschen Uhr werden sichere Websites und Aktualisierungen abgelehnt. Der Dienst, der Zeitserver fragt, wird eingeschaltet.',
  },
  { en: 'Set the time zone that was noted', de: 'Notierte Zeitzone setzen' },
  {
    en: "The link that says in which time zone the system is leads nowhere: all times are shown in UTC, and some programs fail. The zone that the system's own note names is set again; without such a note RescuePC says how to choose one.",
    de: 'Die Verknüpfung, die sagt, in welcher Zeitzone das System ist, führt ins Leere: Alle Zeiten erscheinen in UTC, und manche Programme scheitern. Die Zeitzone, die das System selbst notiert hat, wird wieder gesetzt; ohne eine solche Notiz sagt RescuePC, wie man eine wählt.',
  },
  { en: 'Make the language that is set available', de: 'Eingestellte Sprache verfügbar machen' },
  {
    en: 'The system is told to use a language that it does not have: programs complain, show wrong letters, or do not start. The language is made available; where that is not possible, the neutral one, which is always there, is set.',
    de: 'Dem System ist eine Sprache eingestellt, die es nicht hat: Programme beschweren sich, zeigen falsche Buchstaben oder starten nicht. Die Sprache wird verfügbar gemacht; wo das nicht geht, wird die neutrale eingestellt, die es immer gibt.',
  },
];
