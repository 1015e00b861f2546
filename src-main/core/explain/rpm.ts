import type { Raw } from '../ports.js';
import { dnfChatter, readDnfCheck } from '../facts/readers/dnf.js';
import { readRpmVerify } from '../facts/readers/rpm-verify.js';
import { known, saidLines } from '../facts/readers/text.js';
import { has, type CommandLine } from './command-line.js';
import { rpmTrouble } from './rpm-trouble.js';
import { judge, unclear, verdict, type Known, type Verdict } from './verdict.js';

const isDnf = ({ name }: CommandLine): boolean => /^(?:dnf[45]?|yum|microdnf)$/.test(name);

/** `dnf`, `rpm`, `rpmdb`. Sources: transcripts dnf-check-*, rpm-verify-missing-file, rpmdb-*. */
export const rpmCommands: readonly Known[] = [
  { usage: 'dnf check', matches: (line) => isDnf(line) && line.args.includes('check'), read: readCheck },
  {
    usage: 'dnf check-update',
    matches: (line) => isDnf(line) && line.args.some((word) => /^check-(?:update|upgrade)$/.test(word)),
    read: readUpdates,
  },
  {
    usage: 'rpm -V',
    matches: ({ name, args }) => name === 'rpm' && (args.includes('--verify') || args.some((arg) => arg.startsWith('-V'))),
    read: readVerify,
  },
  {
    usage: 'rpmdb --verifydb',
    matches: ({ name, args }) => ['rpmdb', 'rpm'].includes(name) && has(args, '--verifydb'),
    read: (raw) =>
      rpmTrouble(raw) ??
      (raw.code === 0 && saidLines(raw).length === 0
        ? verdict(
            'healthy',
            known(raw, null, [['exit code 0, silent', 'the database is sound']]).evidence,
            "Look at 'rpm -qa' too: it has to list packages.",
          )
        : unclear(raw)),
  },
  {
    usage: 'rpm and dnf, when they fail',
    matches: (line) => isDnf(line) || line.name === 'rpm' || line.name === 'rpmdb',
    read: (raw) => rpmTrouble(raw) ?? unclear(raw),
  },
];

function readCheck(raw: Raw): Verdict {
  const reading = readDnfCheck(raw);
  const trouble = reading.known ? null : rpmTrouble(raw);
  if (trouble) return trouble;
  return judge(reading, (problems, evidence) =>
    evidence.some(({ meaning }) => meaning === 'the package database is sound')
      ? verdict('healthy', evidence)
      : verdict(
          'needed',
          evidence,
          "Duplicates: 'dnf remove --duplicates'; what is missing: 'dnf distro-sync'.",
          problems.map(({ package: name, problem }) => ({ id: name, title: problem })),
        ),
  );
}

/** Exit code 100 is "there are updates", which is no damage; 0 is "there are none". */
function readUpdates(raw: Raw): Verdict {
  const trouble = rpmTrouble(raw);
  if (trouble) return trouble;
  const lines = saidLines(raw).filter((line) => !dnfChatter.test(line));
  const updates = lines.flatMap(
    (line) => /^(\S+\.(?:x86_64|i686|noarch|aarch64|ppc64le|s390x))\s+(\S+)\s+\S+$/.exec(line)?.slice(1, 3) ?? [],
  );
  const names = updates.filter((_word, at) => at % 2 === 0);
  if (raw.code === 0 && lines.length === 0) return verdict('healthy', known(raw, null, [['exit code 0', 'there are no updates']]).evidence);
  if (raw.code !== 100 || names.length === 0) return unclear(raw);
  return verdict(
    'healthy',
    known(raw, null, [[`${names.length} updates`, 'they wait to be installed; that is no damage']]).evidence,
    '',
    names.map((name) => ({ id: name, title: `update of ${name}` })),
  );
}

function readVerify(raw: Raw): Verdict {
  const reading = readRpmVerify(raw);
  const trouble = reading.known ? null : rpmTrouble(raw);
  if (trouble) return trouble;
  return judge(reading, (damage, evidence) =>
    damage.length === 0
      ? verdict('healthy', evidence)
      : verdict(
          'needed',
          evidence,
          'Reinstall the package: dnf reinstall NAME.',
          damage.map(({ what, kind }) => ({ id: what, title: `${what}: ${kind}` })),
        ),
  );
}
