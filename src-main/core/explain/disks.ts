import type { Raw } from '../ports.js';
import { readLsblk } from '../facts/readers/lsblk.js';
import { readMdadmDetail } from '../facts/readers/mdadm.js';
import { readSmartRest } from '../facts/readers/smartctl-rest.js';
import { known, said } from '../facts/readers/text.js';
import { readMdstat } from '../facts/raid.js';
import { has } from './command-line.js';
import { readSmartJson, readSmartWords } from './smart.js';
import { judge, unclear, verdict, type Known, type Verdict } from './verdict.js';

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
    read: (raw) => (said(raw).trimStart().startsWith('{') ? readSmartJson(raw) : readSmartWords(raw)),
  },
  { usage: 'lsblk (also -J)', matches: ({ name }) => name === 'lsblk', read: (raw) => listed(readLsblk(raw)) },
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
function listed(reading: ReturnType<typeof readLsblk>): Verdict {
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

function readArrays(raw: Raw): Verdict {
  const arrays = readMdstat(said(raw));
  if (arrays.length === 0 || !/^unused devices:/m.test(said(raw)) || (raw.code !== null && raw.code !== 0)) return unclear(raw);
  const bad = arrays.filter(({ wanted, working }) => working < wanted);
  const syncing = /\b(?:resync|recovery|reshape)\s*=/.test(said(raw));
  const { evidence } = known(
    raw,
    null,
    arrays.map(({ name, wanted, working }) => [
      `${name} [${wanted}/${working}]`,
      working < wanted ? 'a member is missing' : 'all members work',
    ]),
  );
  // A rebuild is waited for; a member marked (F) has to be replaced whatever else goes on.
  if (syncing && !/\(F\)/.test(said(raw)))
    return verdict('busy', evidence, 'An array is being rebuilt or checked against itself: wait until it is done.');
  return verdict(
    bad.length > 0 ? 'needed' : 'healthy',
    evidence,
    '',
    bad.map(({ name }) => ({ id: name, title: `${name}: a member is missing` })),
  );
}
