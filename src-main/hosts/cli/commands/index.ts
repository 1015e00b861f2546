import type { Output } from '../output.js';

/** A command: its words on the help page, and its code, loaded when it is called. */
export type CommandModule = { main(args: readonly string[], output: Output, name: string): Promise<number> };
type Entry = { readonly usage: string; readonly about: string; load(): Promise<CommandModule> };

const notBuilt = () => import('./not-built.js');

/** Every command. */
export const commands: Readonly<Record<string, Entry>> = {
  scan: {
    usage:
      '[--quick|--deep] [--only FACT-OR-ROUTINE,...] [--symptom NAME] [--accept GATE,...] [--root DIR|DEVICE] [--fail-on info|warning|critical]',
    about: 'look at the machine; change nothing',
    load: () => import('./scan.js'),
  },
  routines: { usage: '[--os linux|windows|macos]', about: 'list the repairs', load: () => import('./routines.js') },
  facts: { usage: '', about: 'list what can be read', load: () => import('./facts.js') },
  plan: {
    usage:
      'SELECTION... | --recommended [--set ROUTINE.PARAM=VALUE] [--accept GATE,...] [--symptom NAME] [--out FILE] [--root DIR|DEVICE] [--user NAME]',
    about: 'show the exact steps; change nothing',
    load: () => import('./plan.js'),
  },
  repair: {
    usage:
      'SELECTION... | --recommended | --plan FILE [--yes] [--set ROUTINE.PARAM=VALUE] [--accept GATE,...] [--symptom NAME] [--detach] [--root DIR|DEVICE] [--user NAME] [--agreed-by NAME]',
    about: 'repair what is wrong',
    load: () => import('./repair.js'),
  },
  undo: {
    usage: 'RUN[/ROUTINE[/STEP]] | --last [--yes] [--root DIR|DEVICE]',
    about: 'take a repair back',
    load: () => import('./undo.js'),
  },
  runs: { usage: '', about: 'what is at work or unfinished', load: () => import('./runs.js') },
  status: { usage: 'RUN', about: 'one run, as far as it is', load: () => import('./status.js') },
  wait: { usage: 'RUN', about: 'wait until a run has ended', load: () => import('./wait.js') },
  cancel: { usage: 'RUN', about: 'stop a run after its step in flight', load: () => import('./cancel.js') },
  verify: {
    usage: '[RUN] [--accept GATE,...] [--root DIR|DEVICE]',
    about: 'look again at what was repaired',
    load: () => import('./verify.js'),
  },
  recover: { usage: '[RUN] [--root DIR|DEVICE]', about: 'bring an interrupted run to a clean end', load: () => import('./recover.js') },
  changes: { usage: '--since RUN|JOB|DATE', about: 'what has changed, by RescuePC and otherwise', load: () => import('./changes.js') },
  history: { usage: '', about: 'all runs', load: () => import('./history.js') },
  journal: { usage: 'verify [RUN]', about: 'check that journals and backups are whole', load: () => import('./journal.js') },
  quarantine: { usage: 'list | restore ID | purge ID [--yes]', about: 'what was moved aside', load: () => import('./quarantine.js') },
  report: {
    usage: '[--scan ID] [--compare ID] [--job JOB] --out FILE(.html|.json|.csv|.pdf) [--redact] [--language en|de] [--paper A4|Letter]',
    about: 'write a report for the customer and the technician',
    load: () => import('./report.js'),
  },
  'save-data': { usage: '--to DIR [--root DIR|DEVICE]', about: "copy users' folders to safety", load: () => import('./save-data.js') },
  schema: { usage: 'NAME', about: 'the JSON Schema of a document', load: () => import('./schema.js') },
  job: {
    usage:
      'open | note [TEXT] | close | list | show [JOB]  [--ticket ..] [--customer ..] [--technician ..] [--complaint ..] [--accessories ..] [--data ..] [--minutes N] [--part NAME=PRICE] [--declined WHAT=RISK] [--hand-test NAME=passed|failed|not-done]',
    about: "one customer's visit: what was said, agreed to and done",
    load: () => import('./job.js'),
  },
  explain: {
    usage: '"COMMAND" [--file FILE] [--exit-code N]',
    about: 'what the output of a command means, from a file or stdin',
    load: () => import('./explain.js'),
  },
  fingerprint: { usage: '', about: 'not built yet', load: notBuilt },
  license: { usage: '', about: 'not built yet', load: notBuilt },
  update: { usage: '', about: 'not built yet', load: notBuilt },
  console: { usage: '[--port N] [--no-open]', about: 'the same in a browser tab of this machine', load: () => import('./console.js') },
};

export const generalHelp = [
  'RescuePC Repairs: finds out what is wrong, repairs it, proves it, and can take it back.',
  '',
  ...Object.entries(commands)
    .filter(([, entry]) => entry.load !== notBuilt)
    .map(([name, entry]) => `  rescuepc ${name.padEnd(12)} ${entry.about}`),
  '',
  'Every command takes --json, --home DIR, --no-color and --help. SELECTION is ROUTINE or ROUTINE=ITEM,...',
  'Exit codes: 0 done, 1 internal, 2 usage, 3 not repaired or unknown, 4 elevation, 5 license, 6 cancelled,',
  '7 restart needed, 8 consent needed, 9 busy, 10 findings, 11 some facts unread, 12 undo conflict.',
].join('\n');

export function commandHelp(name: string): string {
  const entry = commands[name];
  return entry ? `rescuepc ${name} ${entry.usage}\n  ${entry.about}\nAlso: --json, --home DIR, --no-color` : generalHelp;
}
