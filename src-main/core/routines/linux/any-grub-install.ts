import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { ByteRange } from '../../device-bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { neededItem } from '../item.js';
import { always, command } from '../steps.js';

export const anyGrubInstall = defineRoutine({
  id: 'any-grub-install',
  os: ['linux'],
  title: 'Put the boot code back on the disk',
  explains:
    'The disk has lost the few bytes from which a BIOS starts GRUB, so the machine says that there is nothing to start. GRUB writes them anew, in front of the first partition; what stands there is kept and can be put back to the byte. Partitions and their table are not touched.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['any-grub-config', 'any-initramfs-missing'],
  touches: ['boot'],
  symptoms: ['wont-boot'],
  target: 'any',
  confirmed: 'lab',
  source: 'grub-install(8), dd(1), GRUB manual "BIOS installation"; GRUB 2.06 on Debian 12. A system that UEFI starts is not looked at',
  params: {},
  reads: ['boot-code'],
  diagnose(facts) {
    const code = facts['boot-code'];
    if (!code.known) return unknown(code);
    const cannotTell = (summary: string) => ({ ...healthy(summary, code.evidence), outcome: 'unknown' as const });
    const lost = code.value.filter(({ state }) => state === 'lost');
    // One disk that starts is enough: a second one of a chosen pair may be a spare.
    if (code.value.some(({ state }) => state === 'grub')) return healthy('A BIOS can start GRUB.', code.evidence);
    if (lost.length < code.value.length)
      return cannotTell('The disk starts something that is not GRUB; whether that is meant cannot be told.');
    const ready = lost.filter(({ places }) => places !== null);
    if (ready.length === 0) return cannotTell('The boot code is lost, and there is no room for it in front of the first partition.');
    const items = ready.map(({ disk, said }) =>
      neededItem(disk, `${disk}: ${said}`, { source: disk, line: said, meaning: 'a BIOS starts nothing from this disk' }),
    );
    return needed('critical', 'The next start will fail: the disk has lost its boot code.', code.evidence, items);
  },
  plan({ facts, items }) {
    const code = facts['boot-code'];
    const chosen = code.known ? code.value.filter(({ disk }) => items.includes(disk)) : [];
    return always(chosen.flatMap(({ disk, places }) => (places === null ? [] : [install(disk, places)])));
  },
});

function install(disk: string, places: readonly ByteRange[]): StepBody {
  return command({
    item: disk,
    title: `Write GRUB's boot code to ${disk}`,
    argv: ['grub-install', '--target=i386-pc', disk],
    captures: [
      ...places.map((place) => ({ kind: 'bytes' as const, path: { text: disk }, ...place })),
      { kind: 'tree', path: { text: '/boot/grub' } },
    ],
    undo: { kind: 'captures' },
    replay: 'idempotent',
    interruptible: false,
    timeoutMs: 600_000,
  });
}
