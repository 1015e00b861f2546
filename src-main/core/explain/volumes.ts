import type { Raw } from '../ports.js';
import { readBtrfsCheck, readFstrim } from '../facts/readers/btrfs-check.js';
import { readDfText } from '../facts/readers/df-text.js';
import { readFsckFat, readXfsRepair } from '../facts/readers/fsck.js';
import { known, said } from '../facts/readers/text.js';
import { checked, mend } from './checked.js';
import { has } from './command-line.js';
import { judge, provenByCode, unclear, verdict, withImpliedCode, type Known, type Verdict } from './verdict.js';

/** Other file systems, and room. Sources: transcripts xfs-repair-n-clean, btrfs-check-clean, fstrim-ok, df-*. */
export const volumeCommands: readonly Known[] = [
  { usage: 'xfs_repair -n', matches: ({ name, args }) => name === 'xfs_repair' && has(args, '-n'), read: readXfs },
  {
    usage: 'fsck.fat -n',
    matches: ({ name, args }) => /^(?:fsck\.(?:fat|vfat|msdos)|dosfsck)$/.test(name) && has(args, '-n'),
    read: readFat,
  },
  {
    usage: 'btrfs check',
    matches: ({ name, args }) => (name === 'btrfs' && args.includes('check')) || name === 'btrfsck',
    read: (raw) => checked(readBtrfsCheck(raw), 'Save the data first; btrfs check --repair is the last resort.'),
  },
  {
    usage: 'fstrim -v',
    matches: ({ name }) => name === 'fstrim',
    read: (raw) => judge(readFstrim(raw), (_bytes, evidence) => verdict('repaired', evidence)),
  },
  { usage: 'df', matches: ({ name }) => name === 'df', read: readUsage },
];

/** What `-n` says of damage; words like "mismatch" also stand in remarks about sector sizes. */
const wouldMend = /\bwould (?:have |be |clear|reset|fix|rebuild|junk|correct|mark|move|zero)/;

/** Exit code 0 and the last of its words: both. */
function readXfs(raw: Raw): Verdict {
  const ended = /^No modify flag set, skipping filesystem flush and exiting\.$/m.test(said(raw));
  const log = /metadata changes in a log/.exec(said(raw));
  if (log)
    return verdict(
      'could-not-run',
      known(raw, null, [[log[0], 'changes were not finished']]).evidence,
      'Mount and unmount it once, then look again.',
    );
  const reading = readXfsRepair(ended && wouldMend.test(said(raw)) ? withImpliedCode(raw, 1) : raw);
  const answer = checked(reading, mend);
  return answer.outcome === 'healthy' && !ended ? unclear(raw) : answer;
}

function readFat(raw: Raw): Verdict {
  if (!/^\S+: \d+ files, \d+\/\d+ clusters$/m.test(said(raw))) return unclear(raw);
  return provenByCode(raw, checked(readFsckFat(raw), mend));
}

function readUsage(raw: Raw): Verdict {
  return judge(readDfText(raw), (usage, evidence) => {
    const full = usage.filter(({ percent }) => percent >= 90);
    const items = full.map(({ mount, percent }) => ({ id: mount, title: `${mount} is ${percent} % full` }));
    if (full.length > 0) return verdict('needed', evidence, 'Make room: rescuepc scan shows what may go.', items);
    // Rows may have been cut off below: at least the system's own volume has to be there.
    return usage.some(({ mount }) => mount === '/') || raw.argv.some((word) => word.startsWith('/'))
      ? verdict('healthy', evidence)
      : unclear(raw);
  });
}
