import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

export type Clock = {
  readonly synchronized: boolean;
  readonly service: boolean;
  readonly canSynchronize: boolean;
  readonly rtcInLocalTime: boolean;
};

/**
 * `timedatectl show`: KEY=VALUE for machines. Exit code 1 and "has not been booted with systemd" elsewhere.
 * `set-ntp true` in a container exits with 0 and NTP stays no: only this reading counts.
 */
export function readTimedatectlShow(raw: Raw): ReadingOf<Clock> {
  const bad = unusable(raw);
  if (bad?.code === 'missing-tool') return unread('not-applicable', 'There is no timedatectl here.', '');
  if (bad) return bad;
  if (/not been booted with systemd|Failed to connect to bus/.test(stderrText(raw)))
    return unread('not-applicable', 'This system does not run under systemd.', '');
  const values = new Map(
    stdoutText(raw)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const synchronized = values.get('NTPSynchronized');
  if (raw.code !== 0 || (synchronized !== 'yes' && synchronized !== 'no')) return notUnderstood(raw);
  const value = {
    synchronized: synchronized === 'yes',
    service: values.get('NTP') === 'yes',
    canSynchronize: values.get('CanNTP') === 'yes',
    rtcInLocalTime: values.get('LocalRTC') === 'yes',
  };
  return {
    known: true,
    value,
    evidence: [
      {
        source: commandLine(raw),
        line: `NTP=${values.get('NTP') ?? '?'} NTPSynchronized=${synchronized}`,
        meaning: value.synchronized ? 'the clock is kept right' : 'nobody keeps the clock right',
      },
    ],
  };
}
