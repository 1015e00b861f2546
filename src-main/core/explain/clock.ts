import type { Raw } from '../ports.js';
import { said } from '../facts/readers/text.js';
import { readTimedatectlShow } from '../facts/readers/timedatectl.js';
import { readTimedatectlText, readTimesyncStatus } from '../facts/readers/timedatectl-text.js';
import type { CommandLine } from './command-line.js';
import { judge, verdict, withImpliedCode, type Known, type Verdict } from './verdict.js';

const setClock = "Switch it on: 'timedatectl set-ntp true', then look again.";

/** `timedatectl`. Sources: transcripts timedatectl-*; timedatectl(1). */
export const clockCommands: readonly Known[] = [
  { usage: 'timedatectl timesync-status', matches: clock('timesync-status'), read: readSync },
  {
    usage: 'timedatectl show',
    matches: clock('show'),
    read: (raw) =>
      judge(
        readTimedatectlShow({ ...withImpliedCode(raw, 0), stderr: new TextEncoder().encode(said(raw)) }),
        ({ synchronized }, evidence) => verdict(synchronized ? 'healthy' : 'needed', evidence, synchronized ? '' : setClock),
      ),
  },
  {
    usage: 'timedatectl',
    matches: ({ name, args }) => name === 'timedatectl' && args.every((word) => word === 'status' || word.startsWith('-')),
    read: (raw) =>
      judge(readTimedatectlText(raw), ({ synchronized, rtcInLocalTime }, evidence) =>
        verdict(
          synchronized ? 'healthy' : 'needed',
          evidence,
          [
            synchronized ? '' : setClock,
            rtcInLocalTime ? "The hardware clock: 'timedatectl set-local-rtc 0', unless Windows shares this machine." : '',
          ]
            .join(' ')
            .trim(),
        ),
      ),
  },
];

function clock(verb: string): (line: CommandLine) => boolean {
  return ({ name, args }) => name === 'timedatectl' && args.includes(verb);
}

function readSync(raw: Raw): Verdict {
  return judge(readTimesyncStatus(raw), ({ packets, offsetSeconds }, evidence) => {
    if (packets === 0)
      return verdict('needed', evidence, 'No time server answers: look at the network and at /etc/systemd/timesyncd.conf.');
    return Math.abs(offsetSeconds) < 2
      ? verdict('healthy', evidence)
      : verdict('needed', evidence, 'The clock is off by two seconds or more.');
  });
}
