import type { StepBody } from '../../../../src-shared/contract/step.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always, command } from '../steps.js';

export const anyGrubConfig = defineRoutine({
  id: 'any-grub-config',
  os: ['linux'],
  title: 'Write the boot menu anew',
  explains:
    'The boot menu is missing or damaged, so the next start would end at a black prompt. It is written anew from the kernels that are installed; the damaged one is kept.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['any-initramfs-missing', 'deb-old-kernels', 'any-fstab-broken-entry'],
  touches: ['boot'],
  symptoms: ['wont-boot'],
  target: 'any',
  confirmed: 'lab',
  source: 'grub-script-check(1), grub-mkconfig(8); GRUB 2.06 on Debian 12 (in the lab grub-probe, which knows no container, is a stand-in)',
  params: {},
  reads: ['grub-config'],
  diagnose(facts) {
    const config = facts['grub-config'];
    if (!config.known) return unknown(config);
    if (config.value.state === 'fine') return healthy('The boot menu is there and can be read.', config.evidence);
    return needed('critical', `The next start may fail: ${config.value.file}: ${config.value.said}.`, config.evidence);
  },
  plan({ facts }) {
    const config = facts['grub-config'];
    if (!config.known || config.value.state === 'fine') return [];
    const { file } = config.value;
    const write: StepBody = command({
      title: 'Write the boot menu anew',
      argv: ['grub-mkconfig', '-o', file],
      captures: [{ kind: 'file', path: { text: file } }],
      undo: { kind: 'captures' },
      replay: 'idempotent',
      interruptible: false,
      timeoutMs: 600_000,
    });
    return always([write]);
  },
});
