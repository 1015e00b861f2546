import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { readDiskWear } from '../../../src-main/core/facts/readers/disk-wear.js';
import { readMemoryModules } from '../../../src-main/core/facts/readers/dmidecode.js';
import { readLsblk } from '../../../src-main/core/facts/readers/lsblk-tree.js';
import { readIptables, readNftRuleset } from '../../../src-main/core/facts/readers/nft.js';
import { readLpstat } from '../../../src-main/core/facts/readers/lpstat.js';
import { readSoundServer, readVolume } from '../../../src-main/core/facts/readers/sound.js';
import { readStartTime, readBlame } from '../../../src-main/core/facts/readers/systemd-analyze.js';
import { readIwLink } from '../../../src-main/core/facts/readers/wireless.js';
import type { Raw } from '../../../src-main/core/ports.js';
import { rawOf } from '../../fakes/fake-exec.js';

const readers: [string, (raw: Raw) => ReadingOf<unknown>][] = [
  ['lsblk', readLsblk],
  ['dmidecode', readMemoryModules],
  ['systemd-analyze time', readStartTime],
  ['systemd-analyze blame', (raw) => readBlame(raw, 5)],
  ['nft', readNftRuleset],
  ['iptables', readIptables],
  ['iw', readIwLink],
  ['lpstat', readLpstat],
  ['sound server', readSoundServer],
  ['volume', readVolume],
  ['wear', readDiskWear],
];

test.each(readers)('%s: garbage, silence and what was broken off is unknown and never throws', (_name, read) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(bytes, bytes, fc.nat(255), (stdout, stderr, code) => {
      expect(read(rawOf({ stdout, stderr, code })).known).toBe(false);
    }),
  );
  for (const end of [
    { missing: true, code: null },
    { timedOut: true },
    { truncated: true },
    { signal: 'SIGKILL', code: null },
    { code: null },
  ])
    expect(read(rawOf({ ...end, stdout: 'scheduler is running\n' })).known).toBe(false);
});
