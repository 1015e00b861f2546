import { expect, test } from 'vitest';
import { readPresets } from '../../../src-main/core/facts/essential-units.js';
import { readLpstat } from '../../../src-main/core/facts/readers/lpstat.js';
import { readSoundServer, readVolume } from '../../../src-main/core/facts/readers/sound.js';
import { readStartTime, readBlame, secondsOf } from '../../../src-main/core/facts/readers/systemd-analyze.js';
import { readIwLink, readProcWireless } from '../../../src-main/core/facts/readers/wireless.js';
import { readDetectVirt } from '../../../src-main/core/facts/virtualization.js';
import { rawOf } from '../../fakes/fake-exec.js';

test('systemd-analyze: parts and sum; one part alone; a start that goes on; spans', () => {
  const line = 'Startup finished in 9.5s (firmware) + 1.2s (loader) + 3.018s (kernel) + 1min 3.2s (userspace) = 1min 16.918s \n';
  expect(readStartTime(rawOf({ stdout: `${line}graphical.target reached after 1min 3s in userspace.\n` }))).toMatchObject({
    value: { seconds: 76.918, parts: { firmware: 9.5, kernel: 3.018, userspace: 63.2 } },
  });
  expect(readStartTime(rawOf({ stdout: 'Startup finished in 825ms (userspace) \n' }))).toMatchObject({ value: { seconds: 0.825 } });
  const busy = 'Bootup is not yet finished (org.freedesktop.systemd1.Manager.FinishTimestampMonotonic=0).\n';
  expect(readStartTime(rawOf({ code: 1, stderr: busy }))).toMatchObject({ known: false, code: 'failed' });
  expect(readBlame(rawOf({ stdout: '1min 2.345s apt-daily.service\n     812ms dev-sda1.device\n' }), 5)).toMatchObject({
    value: [
      { unit: 'apt-daily.service', seconds: 62.345 },
      { unit: 'dev-sda1.device', seconds: 0.812 },
    ],
  });
  expect([secondsOf('1h 1min 1s'), secondsOf('12us'), secondsOf('soon'), secondsOf('')]).toEqual([3661, 0, null, null]);
});

test('wireless: signal of both sources, unsigned bytes, not connected', () => {
  const text = 'Inter-| sta-|\n face | tus | link\n wlan0: 0000   54.  -56.  -256        0\n  wlp3s0: 0000 54 200 0 0\n off0: 0000 0 0 0\n';
  expect([...readProcWireless(text)]).toEqual([
    ['wlan0', -56],
    ['wlp3s0', -56],
  ]);
  expect(readIwLink(rawOf({ stdout: 'Connected to aa:bb\n\tSSID: x\n\tsignal: -71 dBm\n' }))).toMatchObject({ value: -71 });
  expect(readIwLink(rawOf({ stdout: 'Not connected.\n' }))).toMatchObject({ known: true, value: null });
});

test('lpstat: runs, stopped, no printers, jobs; a printer in unknown words is not hidden', () => {
  const running =
    'scheduler is running\nprinter HP is idle.  enabled since Sun\nprinter Old disabled since Sun -\n\tPaused\nHP-12   alice   1024   Sun\nHP accepting requests since Sun\nOld not accepting requests since Sun -\n\tRejecting Jobs\n';
  expect(readLpstat(rawOf({ stdout: running }))).toMatchObject({
    value: {
      runs: true,
      printers: [
        { name: 'HP', enabled: true, accepting: true },
        { name: 'Old', enabled: false, accepting: false },
      ],
      waiting: 1,
    },
  });
  expect(readLpstat(rawOf({ stdout: 'scheduler is running\nprinter HP is idle.  enabled since Sun\n' })).known).toBe(false);
  expect(readLpstat(rawOf({ code: 1, stdout: 'scheduler is not running\n' }))).toMatchObject({ value: { runs: false } });
  const none = { code: 1, stdout: 'scheduler is running\n', stderr: 'lpstat: No destinations added.\n' };
  expect(readLpstat(rawOf(none))).toMatchObject({ value: { runs: true, printers: [] } });
  expect(readLpstat(rawOf({ stdout: 'scheduler is running\nprinter HP ist im Leerlauf.\n' })).known).toBe(false);
});

test('sound: the service that is there, one that failed, none; volume and silence', () => {
  const unit = (id: string, load: string, state: string): string => `Id=${id}\nLoadState=${load}\nActiveState=${state}\n`;
  const ready = [
    unit('pipewire.service', 'loaded', 'inactive'),
    unit('pipewire.socket', 'loaded', 'active'),
    unit('pulseaudio.service', 'not-found', 'inactive'),
  ];
  expect(readSoundServer(rawOf({ stdout: ready.join('\n') }))).toMatchObject({ value: { server: 'pipewire', ready: true, failed: [] } });
  expect(readSoundServer(rawOf({ stdout: unit('pulseaudio.service', 'loaded', 'failed') }))).toMatchObject({
    value: { server: 'pulseaudio', ready: false, failed: ['pulseaudio.service'] },
  });
  expect(readSoundServer(rawOf({ stdout: unit('pipewire.service', 'not-found', 'inactive') }))).toMatchObject({ value: { server: null } });
  expect(readVolume(rawOf({ stdout: 'Volume: 0.40 [MUTED]\n' }))).toMatchObject({ value: { percent: 40, muted: true } });
  expect(readVolume(rawOf({ code: 1, stderr: "Object '@DEFAULT_AUDIO_SINK@' not found\n" }))).toMatchObject({ code: 'failed' });
});

test('systemd-detect-virt: none comes with 1, a kind with 0', () => {
  expect(readDetectVirt(rawOf({ code: 1, stdout: 'none\n' }))).toMatchObject({ value: { kind: null } });
  expect(readDetectVirt(rawOf({ stdout: 'kvm\n' }))).toMatchObject({ value: { kind: 'kvm' } });
  expect(readDetectVirt(rawOf({ code: 0, stdout: 'none\n' })).known).toBe(false);
});

test('systemctl show of several units: one answer each, in their order, or none at all', () => {
  const units = ['dbus.service', 'cron.service', 'dbus.socket'];
  const text =
    'UnitFileState=static\nUnitFilePreset=\n\nUnitFilePreset=enabled\nUnitFileState=masked\n\nUnitFileState=disabled\nUnitFilePreset=enabled\n';
  expect(readPresets(text, units)).toEqual([
    { unit: 'dbus.service', state: 'static', preset: '' },
    { unit: 'cron.service', state: 'masked', preset: 'enabled' },
    { unit: 'dbus.socket', state: 'disabled', preset: 'enabled' },
  ]);
  expect(readPresets(text, units.slice(1))).toBeNull();
  expect(readPresets(text, [...units, 'logrotate.timer'])).toBeNull();
  expect(readPresets(text.replace('UnitFileState=masked\n', ''), units)).toBeNull();
  expect(readPresets('', units)).toBeNull();
});
