import type { Raw } from '../ports.js';
import { readJournalVerify } from '../facts/readers/journal-verify.js';
import { kernelEvidence } from '../facts/readers/kernel-log.js';
import { readKernelText, sectorsIn } from '../facts/readers/kernel-text.js';
import { known, said, saidLines } from '../facts/readers/text.js';
import { commandLine } from '../facts/raw.js';
import type { CommandLine } from './command-line.js';
import { unclear, verdict, type Known, type Verdict } from './verdict.js';

const isLog = ({ name, args }: CommandLine): boolean =>
  /^(?:dmesg|journalctl)$/.test(name) ||
  (/^(?:cat|tail|head|less|grep|zgrep|zcat)$/.test(name) && args.some((word) => /(?:kern\.log|syslog|messages|dmesg)/.test(word)));

/** Kernel messages. Sources: transcripts journal-ata-io-errors, dmesg-ext4-*, kern-oom-killed; journalctl(1). */
export const logCommands: readonly Known[] = [
  { usage: 'journalctl --verify', matches: ({ name, args }) => name === 'journalctl' && args.includes('--verify'), read: readVerify },
  { usage: 'dmesg, journalctl -k, cat /var/log/kern.log', matches: isLog, read: readLog },
];

const disk = 'Stop writing to it, save the data, then look at the disk: smartctl -a, cables.';
const unclean = 'Unmount it and check it: fsck.fat -n, then rescuepc scan --only fat-check.';
const memory = 'Close or limit what takes the memory; look at swap.';

/** A log that names no known trouble proves nothing: it may be short, filtered, or in words that are not known. */
function readLog(raw: Raw): Verdict {
  const lines = saidLines(raw);
  if (raw.code === 0 && lines.length === 1 && lines[0] === '-- No entries --')
    return verdict('healthy', known(raw, null, [['-- No entries --', 'nothing of the kind that was asked for is logged']]).evidence);
  const troubles = readKernelText(said(raw));
  if (troubles.length === 0) return lines.length > 0 && /kernel:|\[\s*\d+\.\d+\]|^\[[A-Z]/m.test(said(raw)) ? quiet(raw) : unclear(raw);
  const names = [...new Set(troubles.map(({ what, kind }) => (what === '' ? kind : what)))];
  const items = names.map((name) => {
    const own = troubles.filter(({ what, kind }) => (what === '' ? kind : what) === name);
    const sectors = sectorsIn(own);
    const kinds = [...new Set(own.map(({ kind }) => kind))].join(', ');
    return { id: name, title: `${name}: ${kinds}${sectors.length > 0 ? ` (sectors ${sectors.join(', ')})` : ''}` };
  });
  const isMemory = troubles.every(({ kind }) => kind === 'out-of-memory');
  const isUnclean = troubles.every(({ kind }) => kind === 'unclean');
  const isDisk = troubles.some(({ kind }) => ['medium-error', 'io-error', 'ext4-error', 'read-only'].includes(kind));
  return verdict('needed', kernelEvidence(commandLine(raw), troubles), isMemory ? memory : isDisk ? disk : isUnclean ? unclean : '', items);
}

function quiet(raw: Raw): Verdict {
  const { evidence } = known(raw, null, [[`${saidLines(raw).length} lines`, 'none names a trouble that is known here']]);
  return verdict('unknown', evidence, 'A log without known troubles is no proof of health: run rescuepc scan.');
}

function readVerify(raw: Raw): Verdict {
  const reading = readJournalVerify(said(raw));
  if (reading === null) return unclear(raw);
  if (reading.damaged.length > 0) {
    const { evidence } = known(
      raw,
      null,
      reading.damaged.map((file): [string, string] => [file, 'damaged']),
    );
    return verdict(
      'needed',
      evidence,
      'Move the damaged journal files aside; the system writes new ones.',
      reading.damaged.map((file) => ({ id: file, title: file })),
    );
  }
  if (raw.code !== 0 || reading.unchecked.length > 0) return unclear(raw);
  return verdict('healthy', known(raw, null, [[`${reading.checked} files`, 'no finished journal file is damaged']]).evidence);
}
