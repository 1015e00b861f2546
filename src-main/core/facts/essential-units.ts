import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Argv } from '../../../src-shared/contract/step.js';
import { notUnderstood, stdoutText, unread } from './raw.js';
import { defineFact } from './types.js';

export type UnitPreset = {
  readonly unit: string;
  /** systemd's word: enabled, disabled, masked, static, ... */
  readonly state: string;
  /** What the distribution wants: enabled or disabled; '' if it says nothing. */
  readonly preset: string;
};

/** Every system needs these; nobody does without them on purpose and keeps their package. */
const essential = [
  'systemd-journald.service',
  'systemd-logind.service',
  'systemd-udevd.service',
  'systemd-tmpfiles-setup.service',
  'systemd-tmpfiles-clean.timer',
  'systemd-sysusers.service',
  'dbus.service',
  'dbus.socket',
  'cron.service',
  'crond.service',
  'logrotate.timer',
  'apparmor.service',
];

/** Whether services that every system needs may start. */
export const essentialUnits = defineFact<UnitPreset[]>({
  id: 'essential-units',
  title: 'Services that every system needs',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<UnitPreset[]>> {
    if ((await target.files.stat({ text: '/run/systemd/system' })) === null)
      return unread('not-applicable', 'This system does not run under systemd.', '');
    const here: string[] = [];
    // Devices of a container are its host's.
    const contained = (await target.files.stat({ text: '/run/systemd/container' })) !== null;
    for (const unit of essential) {
      if (contained && unit === 'systemd-udevd.service') continue;
      const shipped = await Promise.all(
        ['/usr/lib/systemd/system', '/lib/systemd/system'].map((folder) => target.files.stat({ text: `${folder}/${unit}` })),
      );
      if (shipped.some((stat) => stat !== null)) here.push(unit);
    }
    if (here.length === 0) return unread('failed', 'systemd has none of the units here that every system needs.', '');
    const argv: Argv = ['systemctl', 'show', '-p', 'UnitFileState,UnitFilePreset', '--', ...here];
    const raw = await target.exec.run({ argv, timeoutMs: 15_000, signal });
    if (raw.missing) return unread('not-applicable', 'There is no systemd here.', '');
    const units = raw.code === 0 ? readPresets(stdoutText(raw), here) : null;
    if (units === null) return notUnderstood(raw);
    const evidence = units.map(({ unit, state, preset }) => ({
      source: 'systemctl show',
      line: `${unit} ${state}`,
      meaning: `the distribution wants it ${preset}`,
    }));
    return { known: true, value: units, evidence };
  },
});

/** Pure: `systemctl show` answers in the order in which it was asked, with an empty line between; null: not for each of them. */
export function readPresets(text: string, units: readonly string[]): UnitPreset[] | null {
  const answers = text.trim().split(/\n{2,}/);
  const found = units.flatMap((unit, at) => {
    const state = /^UnitFileState=(.*)$/m.exec(answers[at] ?? '')?.[1];
    return state === undefined ? [] : [{ unit, state, preset: /^UnitFilePreset=(.*)$/m.exec(answers[at] ?? '')?.[1] ?? '' }];
  });
  return answers.length === units.length && found.length === units.length ? found : null;
}
