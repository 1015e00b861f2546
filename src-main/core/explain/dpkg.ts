import type { Raw } from '../ports.js';
import { readDpkgAudit } from '../facts/readers/dpkg-audit.js';
import { readDpkgVerify } from '../facts/readers/dpkg-verify.js';
import { known, said, saidLines } from '../facts/readers/text.js';
import { packageTrouble } from './package-trouble.js';
import { has } from './command-line.js';
import { judge, unclear, verdict, withImpliedCode, type Known, type Verdict } from './verdict.js';

/** `dpkg`. Sources: transcripts dpkg-*; dpkg(1). */
export const dpkgCommands: readonly Known[] = [
  { usage: 'dpkg --audit', matches: ({ name, args }) => name === 'dpkg' && has(args, '--audit', '-C'), read: readAudit },
  { usage: 'dpkg --verify', matches: ({ name, args }) => name === 'dpkg' && has(args, '--verify', '-V'), read: readVerify },
  {
    usage: 'dpkg --configure -a, dpkg -i',
    matches: ({ name, args }) =>
      name === 'dpkg' && has(args, '--configure', '--install', '--unpack', '--remove', '--purge', '-i', '-r', '-P'),
    read: readWork,
  },
];

/** Silence is health only with exit code 0; packages that are named are damage with any code. */
function readAudit(raw: Raw): Verdict {
  const trouble = packageTrouble(raw);
  if (trouble) return trouble;
  const reading = said(raw).trim() === '' ? readDpkgAudit(raw) : readDpkgAudit(withImpliedCode(raw, 0));
  return judge(reading, ({ packages }, evidence) =>
    packages.length === 0
      ? verdict('healthy', known(raw, null, [['exit code 0, silent', 'no package is half installed']]).evidence)
      : verdict(
          'needed',
          evidence,
          "Finish them: 'dpkg --configure -a'.",
          packages.map(({ name, problem }) => ({ id: name, title: `${name}: ${problem}` })),
        ),
  );
}

function readVerify(raw: Raw): Verdict {
  const silent = said(raw).trim() === '';
  const reading = silent ? readDpkgVerify(raw) : readDpkgVerify(withImpliedCode(raw, 1));
  return judge(reading, (files) => {
    if (files.length === 0 && raw.code === null) return unclear(raw);
    if (files.length === 0)
      return verdict('healthy', known(raw, null, [[`exit code ${raw.code ?? ''}`, 'no file of a package is missing or changed']]).evidence);
    const lines = known(
      raw,
      null,
      files.map(({ path, kind }): [string, string] => [path, kind]),
    );
    return verdict(
      'needed',
      lines.evidence,
      'Reinstall the packages that these files belong to.',
      files.map(({ path, kind }) => ({ id: path, title: `${path}: ${kind}` })),
    );
  });
}

function readWork(raw: Raw): Verdict {
  const trouble = packageTrouble(raw);
  if (trouble) return trouble;
  const lines = saidLines(raw);
  const done = lines.findLast((line) =>
    /^(?:Setting up|Processing triggers for|Removing|Purging configuration files for|Unpacking) /.test(line),
  );
  if (raw.code === 0 && done !== undefined) return verdict('repaired', known(raw, null, [[done, 'done']]).evidence);
  if (raw.code === 0 && lines.length === 0)
    return verdict('healthy', known(raw, null, [['exit code 0, silent', 'nothing was left to do']]).evidence);
  return unclear(raw);
}
