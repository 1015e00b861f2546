import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';

/** Only told: a mistake in these files locks everybody out, root too. */
export const anyPamLeftover = defineRoutine({
  id: 'any-pam-leftover',
  os: ['linux'],
  title: 'Say that the log-in rules run something strange',
  explains:
    'The rules for logging in run a program, or load a module, from a folder where nothing of the system belongs, a way in which malware reads passwords; or they demand a module that is gone, and nobody gets in. A mistake in these rules locks everybody out, so RescuePC says it and changes nothing.',
  scope: 'machine',
  risk: 'high',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['slow'],
  target: 'any',
  confirmed: 'no',
  source: 'pam.conf(5), pam_exec(8); not provable as a repair: nothing is repaired',
  params: {},
  reads: ['pam-modules'],
  diagnose(facts) {
    const pam = facts['pam-modules'];
    if (!pam.known) return unknown(pam);
    const { files, odd } = pam.value;
    if (odd.length === 0)
      return healthy('The log-in rules run nothing strange.', [
        { source: '/etc/pam.d', line: `${files} files`, meaning: 'no module and no program from strange places' },
      ]);
    return needed(
      'critical',
      `${odd[0]?.why.includes('does not exist') === true ? 'Nobody can log in' : 'Every log-in may be listened to'}: ${odd[0]?.file ?? ''} line ${odd[0]?.line ?? 0}: ${odd[0]?.why ?? ''}. Let an expert take it out.`,
      pam.evidence,
    );
  },
  plan: () => [],
});
