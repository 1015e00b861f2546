import type { Raw } from '../ports.js';
import { readSmart } from '../facts/readers/smartctl.js';
import { readLsblkText } from '../facts/readers/lsblk-text.js';
import { readMdadmDetail } from '../facts/readers/mdadm.js';
import { readSmartText } from '../facts/readers/smartctl-text.js';
import { readSmartRest } from '../facts/readers/smartctl-rest.js';
import { known, said } from '../facts/readers/text.js';
import { readMdstat } from '../facts/raid.js';
import { has } from './command-line.js';
import { judge, unclear, verdict, type Known, type Verdict } from './verdict.js';

const failing = 'Save the data first; then replace the disk. Write as little as possible to it.';
const lookAtAll = "'PASSED' alone is known to lie: run smartctl -a and read its counts too.";

/** Disks and arrays. Sources: transcripts smartctl-*, lsblk-*, mdadm-detail-raid1-ok; smartctl(8), lsblk(8), mdadm(8). */
export const diskCommands: readonly Known[] = [
  {
    usage: 'smartctl --scan --json',
    matches: ({ name, args }) => name === 'smartctl' && has(args, '--scan', '--scan-open'),
    read: readScan,
  },
  {
    usage: 'smartctl -a (also -A, -H, -x, --json)',
    matches: ({ name }) => name === 'smartctl',
    read: (raw) => (said(raw).trimStart().startsWith('{') ? readJson(raw) : readText(raw)),
  },
  { usage: 'lsblk (also -J)', matches: ({ name }) => name === 'lsblk', read: (raw) => listed(readLsblkText(raw)) },
  {
    usage: 'mdadm --detail',
    matches: ({ name, args }) => name === 'mdadm' && has(args, '--detail', '-D'),
    read: (raw) =>
      judge(readMdadmDetail(raw), ({ name, state, verdict: found, lost }, evidence) => {
        const items = [{ id: name, title: `${name}: ${[state, ...lost].join('; ')}` }];
        if (found === 'whole') return verdict('healthy', evidence, '', items);
        if (found === 'rebuilding') return verdict('busy', evidence, 'Wait until the array is rebuilt; see /proc/mdstat.', items);
        return verdict('needed', evidence, 'Save the data, replace the member, add the new one: mdadm --manage DEV --add.', items);
      }),
  },
  { usage: 'cat /proc/mdstat', matches: ({ name, args }) => name === 'cat' && args.includes('/proc/mdstat'), read: readArrays },
];

/** A list names things and says nothing about their health. */
function listed(reading: ReturnType<typeof readLsblkText>): Verdict {
  return judge(reading, (devices, evidence) =>
    verdict(
      'not-applicable',
      evidence,
      'This is a list; it says nothing about health.',
      devices.map(({ name, type, size, mounts }) => ({
        id: name,
        title: [name, type, size, ...mounts].filter((word) => word !== '').join(' '),
      })),
    ),
  );
}

function readScan(raw: Raw): Verdict {
  const rest = readSmartRest(raw);
  if (rest === null || rest.devices === null || (raw.code !== null && raw.code !== 0)) return unclear(raw);
  const { devices } = rest;
  return listed(
    known(
      raw,
      devices.map((name) => ({ name, type: 'disk', size: '', mounts: [] })),
      devices.map((name) => [name, 'a disk that can be asked']),
    ),
  );
}

/** The document is whole and holds its own exit status, so none has to be told. Counts that are missing prove nothing. */
function readJson(raw: Raw): Verdict {
  const rest = readSmartRest(raw);
  if (rest === null) return unclear(raw);
  return judge(readSmart({ ...raw, code: raw.code ?? rest.exitStatus ?? 0 }), ({ model, failing: isFailing, warnings }, evidence) => {
    const lines = [...evidence, ...known(raw, null, rest.signs).evidence];
    const all = [...warnings, ...rest.signs.map(([, meaning]) => meaning)];
    const items = all.length === 0 ? [] : [{ id: rest.device, title: [model, ...all].join(', ') }];
    if (isFailing) return verdict('needed', lines, failing, items);
    if (all.length > 0) return verdict('needed', lines, 'The disk is at work; watch these numbers, check cables, keep a backup.', items);
    if (raw.code !== null && raw.code !== (rest.exitStatus ?? raw.code))
      return verdict('unknown', lines, `The answer says that it ended with ${rest.exitStatus ?? ''}, and ${raw.code} was given.`);
    return rest.counted ? verdict('healthy', lines) : verdict('unknown', lines, lookAtAll);
  });
}

function readText(raw: Raw): Verdict {
  return judge(readSmartText(raw), ({ passed, counted, signs }, evidence) => {
    const bits = (raw.code ?? 0) & 0b1111_1000;
    const items = signs.map((sign) => ({ id: sign, title: sign }));
    if (passed === false || (bits & 0b1000) !== 0) return verdict('needed', evidence, failing, items);
    if (signs.length > 0 || bits !== 0)
      return verdict(
        'needed',
        evidence,
        `Weigh it: limits of makers are sometimes wrong. ${passed === null ? 'Run smartctl -a for the verdict. ' : ''}Keep a backup.`,
        items,
      );
    return passed === true && counted ? verdict('healthy', evidence) : verdict('unknown', evidence, lookAtAll);
  });
}

function readArrays(raw: Raw): Verdict {
  const arrays = readMdstat(said(raw));
  if (arrays.length === 0 || !/^unused devices:/m.test(said(raw)) || (raw.code !== null && raw.code !== 0)) return unclear(raw);
  const bad = arrays.filter(({ wanted, working }) => working < wanted);
  const { evidence } = known(
    raw,
    null,
    arrays.map(({ name, wanted, working }) => [
      `${name} [${wanted}/${working}]`,
      working < wanted ? 'a member is missing' : 'all members work',
    ]),
  );
  return verdict(
    bad.length > 0 ? 'needed' : 'healthy',
    evidence,
    '',
    bad.map(({ name }) => ({ id: name, title: `${name}: a member is missing` })),
  );
}
