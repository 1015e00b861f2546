import type { StepBody } from '../../../../src-shared/contract/step.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';

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
    return needed(
      'critical',
      'The next start will fail: the disk has lost its boot code.',
      code.evidence,
      ready.map(({ disk, said }) => ({
        id: disk,
        title: `${disk}: ${said}`,
        outcome: 'needed' as const,
        evidence: code.evidence.filter(({ source }) => source === disk),
      })),
    );
  },
  plan({ facts, items }) {
    const code = facts['boot-code'];
    if (!code.known) return [];
    const steps = code.value.flatMap(({ disk, places }): StepBody[] =>
      places === null || !items.includes(disk)
        ? []
        : [
            {
              kind: 'command',
              scope: 'machine',
              item: disk,
              title: `Write GRUB's boot code to ${disk}`,
              argv: ['grub-install', '--target=i386-pc', disk],
              captures: [
                ...places.map((place) => ({ kind: 'bytes' as const, path: { text: disk }, ...place })),
                { kind: 'tree', path: { text: '/boot/grub' } },
              ],
              okExit: [0],
              undo: { kind: 'captures' },
              produces: [],
              reader: 'exit-code',
              replay: 'idempotent',
              interruptible: false,
              timeoutMs: 600_000,
            },
          ],
    );
    return [{ onlyIf: 'always', steps }];
  },
});
