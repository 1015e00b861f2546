import type { Raw } from '../ports.js';
import { readAptCheck } from '../facts/readers/apt-check.js';
import { readAptSimulation } from '../facts/readers/apt-simulate.js';
import { known, said, saidLines } from '../facts/readers/text.js';
import { has, type CommandLine } from './command-line.js';
import { packageTrouble } from './package-trouble.js';
import { judge, unclear, verdict, type Known, type Verdict } from './verdict.js';

const verbs = ['check', 'update', 'install', 'reinstall', 'upgrade', 'full-upgrade', 'dist-upgrade', 'remove', 'purge', 'autoremove'];
const isApt = ({ name }: CommandLine): boolean => name === 'apt-get' || name === 'apt' || name === 'aptitude';
const verbOf = ({ args }: CommandLine): string => args.find((word) => verbs.includes(word)) ?? '';
const simulates = ({ args }: CommandLine): boolean => has(args, '-s', '--simulate', '--dry-run', '--just-print', '--no-act', '--recon');
const fixes = ({ args }: CommandLine): boolean => has(args, '-f', '--fix-broken');

/** `apt-get` and `apt`, by their verb. Sources: transcripts apt-get-*; apt-get(8). */
export const aptCommands: readonly Known[] = [
  { usage: 'apt-get check', matches: (line) => isApt(line) && verbOf(line) === 'check', read: readCheck },
  {
    usage: 'apt-get -s -f install',
    matches: (line) => isApt(line) && verbOf(line) === 'install' && simulates(line) && fixes(line),
    read: readSimulation,
  },
  { usage: 'apt-get update', matches: (line) => isApt(line) && verbOf(line) === 'update', read: readUpdate },
  {
    usage: 'apt-get install, upgrade, remove',
    matches: (line) => isApt(line) && !simulates(line) && !['', 'check', 'update'].includes(verbOf(line)),
    read: readWork,
  },
];

function readCheck(raw: Raw): Verdict {
  const trouble = packageTrouble(raw);
  if (trouble) return raw.code === 0 ? unclear(raw) : trouble;
  // Nothing but its three steps: any word more ("2 not fully installed") is not known to be harmless.
  const steps = saidLines(raw).filter((line) =>
    /^(?:Reading package lists|Building dependency tree|Reading state information)\.\.\./.test(line),
  );
  if (steps.length !== saidLines(raw).length || !/^Reading state information/m.test(said(raw))) return unclear(raw);
  return judge(readAptCheck(raw), ({ state }, evidence) => verdict(state === 'ok' ? 'healthy' : 'needed', evidence));
}

function readSimulation(raw: Raw): Verdict {
  const trouble = packageTrouble(raw);
  if (trouble) return trouble;
  return judge(readAptSimulation(raw), (changes, evidence) => {
    if (changes.length > 0)
      return verdict(
        'needed',
        evidence,
        'apt-get -f install would make these changes.',
        changes.map(({ op, name, version }) => ({ id: name, title: `${op} ${name} ${version}`.trim() })),
      );
    const none = known(raw, null, [[saidLines(raw).find((line) => /^\d+ upgraded, /.test(line)) ?? 'no change', 'nothing to mend']]);
    return /not fully installed or removed/.test(said(raw)) ? unclear(raw) : verdict('healthy', none.evidence);
  });
}

/** Every source has to have answered, and the last line must be there: exit code 0 also comes with sources that failed. */
function readUpdate(raw: Raw): Verdict {
  const trouble = packageTrouble(raw);
  if (trouble) return trouble;
  const lines = saidLines(raw);
  const answered = lines.filter((line) => /^(?:Hit|Get|Ign):\d+ /.test(line));
  const remarks = lines.filter((line) => /^[WE]: /.test(line));
  const done = /^Reading package lists\.\.\.|^\d+ packages can be upgraded|^All packages are up to date/m.test(lines.slice(-2).join('\n'));
  const hits = answered.filter((line) => !line.startsWith('Ign'));
  if (raw.code !== 0 || !done || hits.length === 0 || remarks.length > 0) return unclear(raw);
  return verdict('healthy', known(raw, null, [[`${hits.length} answers`, 'every package source answered']]).evidence);
}

function readWork(raw: Raw): Verdict {
  const trouble = packageTrouble(raw);
  if (trouble) return trouble;
  const plan = saidLines(raw).find((line) => /^\d+ upgraded, \d+ newly installed, \d+ to remove/.test(line));
  const last = saidLines(raw).findLast((line) =>
    /^(?:Setting up|Processing triggers for|Removing|Purging configuration files for) /.test(line),
  );
  if (raw.code !== 0 || plan === undefined) return unclear(raw);
  if (last !== undefined)
    return verdict(
      'repaired',
      known(raw, null, [
        [plan, 'what was to be done'],
        [last, 'done'],
      ]).evidence,
    );
  const nothing = plan.startsWith('0 upgraded, 0 newly installed, 0 to remove') && !/not fully installed/.test(said(raw));
  return nothing ? verdict('healthy', known(raw, null, [[plan, 'nothing was to be done']]).evidence) : unclear(raw);
}
