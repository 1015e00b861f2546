import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '../labs/linux/cases/index.ts';
import { deviceRoutines } from '../labs/linux/offline/device.ts';
import { leftoverRoutines } from '../labs/linux/offline/mounted-leftovers.ts';
import { notOffline } from '../labs/linux/offline/not-offline.ts';
import { repo } from './run.ts';

/** What `rescuepc routines --json` says of a repair, as far as the page shows it. */
type Routine = {
  readonly id: string;
  readonly title: string;
  readonly explains: string;
  readonly scope: string;
  readonly risk: string;
  readonly needsRestart: boolean;
  readonly target: 'any' | 'running';
  readonly confirmed: string;
  readonly touches: readonly string[];
  readonly after: readonly string[];
  readonly symptoms: readonly string[];
  readonly reads: readonly string[];
  readonly source: string;
};

const page = join(repo, 'docs', 'routines.md');
const undoWords = { exact: 'exactly, byte for byte', 'best-effort': 'as far as possible', none: 'not possible, and it says so' } as const;
const proofWords: Readonly<Record<string, string>> = {
  lab: 'on a broken machine in the lab',
  transcript: 'on recorded outputs only',
  no: 'not yet; never recommended',
};

/** `npm run docs` writes docs/routines.md from the built catalogue and the lab's cases; with `--check` it only compares. */
const text = await format(render(readCatalogue()));
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/routines.md is not what the catalogue says: npm run docs');
  process.exitCode = 1;
}

function readCatalogue(): Routine[] {
  const { stdout } = spawnSync(process.execPath, [join(repo, 'out', 'main', 'cli.js'), 'routines', '--json'], { encoding: 'utf8' });
  return (JSON.parse(stdout) as { routines: Routine[] }).routines;
}

function render(routines: readonly Routine[]): string {
  const head = `# The repairs\n\nMade from the catalogue by \`npm run docs\`; do not edit. ${routines.length} repairs, ${routines.filter((routine) => routine.confirmed === 'lab').length} of them proved in the lab.\n`;
  return [head, ...routines.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(section)].join('\n');
}

function section(routine: Routine): string {
  const one = cases.find((candidate) => candidate.id === routine.id);
  const rows: readonly (readonly [string, string])[] = [
    ['reads', routine.reads.map(code).join(', ')],
    ['touches', routine.touches.join(', ')],
    ['undo', one ? `${undoWords[one.undo]} (as its case proves)` : 'as its plan says'],
    [
      'risk',
      `${routine.risk}${routine.needsRestart ? ', needs a restart' : ''}; ${routine.scope === 'user' ? 'with the rights of the user whose files they are' : 'with the rights of an administrator'}`,
    ],
    ['comes after', routine.after.map(code).join(', ')],
    ['helps against', routine.symptoms.join(', ')],
    ['proved', proofWords[routine.confirmed] ?? routine.confirmed],
    ['from outside (`--root`)', offlineWords(routine)],
    ['source', routine.source],
  ];
  const lines = rows.filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${value}`);
  return `## ${routine.title}\n\n\`${routine.id}\`: ${routine.explains}\n\n${lines.join('\n')}\n`;
}

/** What the lab has shown of a repair on a system that does not run. */
function offlineWords({ id, target }: Routine): string {
  if (target === 'running') return 'no, it repairs the running system only';
  const tried = cases.some(
    (one) => one.routines.some((selection) => selection.replace(/=.*/, '') === id) && !Object.hasOwn(notOffline, one.id),
  );
  return tried || deviceRoutines.includes(id) || leftoverRoutines.includes(id) ? 'yes, proved in the lab' : 'yes, not proved yet';
}

function code(word: string): string {
  return `\`${word}\``;
}

async function format(markdown: string): Promise<string> {
  const prettier = await import('prettier');
  return prettier.format(markdown, { ...(await prettier.resolveConfig(page)), parser: 'markdown' });
}
