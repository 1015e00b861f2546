import { healthy, needed, unknown } from '../../../../src-main/core/routines/diagnosis.js';
import { defineRoutine } from '../../../../src-main/core/routines/define.js';

const unit = 'lab-boot.service';

/**
 * Bundled into a variant of the product for one proof, and into nothing else: a repair that only a restart can show to have worked.
 * `lab-boot.service` fails at boot without a file; with it, it still counts as failed until the next boot.
 */
export const labRestart = defineRoutine({
  id: 'any-lab-restart',
  os: ['linux'],
  title: 'Give a service what it misses at boot',
  explains: 'A file that a service of the lab needs is written.',
  scope: 'machine',
  risk: 'low',
  needsRestart: true,
  after: [],
  touches: ['files'],
  symptoms: [],
  target: 'running',
  confirmed: 'lab',
  source: 'made by the lab',
  params: {},
  reads: ['failed-units'],
  diagnose(facts) {
    const failed = facts['failed-units'];
    if (!failed.known) return unknown(failed);
    const evidence = [{ source: 'systemctl', line: unit, meaning: 'failed at boot' }];
    if (!failed.value.some((entry) => entry.unit === unit)) return healthy(`${unit} has not failed.`, evidence);
    return needed('warning', `${unit} failed.`, evidence);
  },
  plan() {
    const contentBase64 = Buffer.from('here\n').toString('base64');
    return [
      {
        onlyIf: 'always',
        steps: [
          {
            kind: 'write-file',
            scope: 'machine',
            title: 'Write the file',
            path: { text: '/etc/lab-boot.conf' },
            contentBase64,
            mode: 0o644,
          },
        ],
      },
    ];
  },
});
