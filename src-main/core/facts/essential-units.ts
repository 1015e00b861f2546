import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { stdoutText, unread } from './raw.js';
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
    const units: UnitPreset[] = [];
    // Devices of a container are its host's.
    const contained = (await target.files.stat({ text: '/run/systemd/container' })) !== null;
    for (const unit of essential) {
      if (contained && unit === 'systemd-udevd.service') continue;
      const shipped = await Promise.all(
        ['/usr/lib/systemd/system', '/lib/systemd/system'].map((folder) => target.files.stat({ text: `${folder}/${unit}` })),
      );
      if (shipped.every((stat) => stat === null)) continue;
      const argv = ['systemctl', 'show', unit, '-p', 'UnitFileState,UnitFilePreset'] as const;
      const raw = await target.exec.run({ argv: [...argv], timeoutMs: 8_000, signal });
      if (raw.missing) return unread('not-applicable', 'There is no systemd here.', '');
      const text = stdoutText(raw);
      const state = /^UnitFileState=(.*)$/m.exec(text)?.[1];
      if (raw.code !== 0 || state === undefined) return unread('failed', `systemctl does not answer about ${unit}.`, '');
      units.push({ unit, state, preset: /^UnitFilePreset=(.*)$/m.exec(text)?.[1] ?? '' });
    }
    const evidence = units.map(({ unit, state, preset }) => ({
      source: 'systemctl show',
      line: `${unit} ${state}`,
      meaning: `the distribution wants it ${preset}`,
    }));
    return { known: true, value: units, evidence };
  },
});
