import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { renameOff } from '../switch-off.js';

export const debAptConfigDisable = defineRoutine({
  id: 'deb-apt-config-disable',
  os: ['linux'],
  title: 'Switch off a settings file that apt cannot read',
  explains:
    'A settings file of the package manager has a mistake in it, and because of it no program can be installed or updated. The file is set aside under another name, so that nothing is lost; the package manager then works with its other settings.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'apt.conf(5); apt-config dump and its exit code, seen with apt 2.6 on Debian 12',
  params: {},
  reads: ['apt-config'],
  diagnose(facts) {
    const config = facts['apt-config'];
    if (!config.known) return unknown(config);
    const fault = config.value;
    if (fault === null) return healthy('apt can read all of its settings.', config.evidence);
    const item = { id: fault.file, title: `${fault.file}, line ${fault.line}: ${fault.why}`, outcome: 'needed' as const };
    return needed('critical', `apt cannot work: ${fault.file} line ${fault.line}: ${fault.why}.`, config.evidence, [
      { ...item, evidence: config.evidence },
    ]);
  },
  plan({ facts, items }) {
    const config = facts['apt-config'];
    if (!config.known || config.value === null || !items.includes(config.value.file)) return [];
    const { file } = config.value;
    // apt names one file at a time: a second one is found by the next look.
    return [{ onlyIf: 'always', steps: [renameOff(file, `Set ${file} aside`, file)] }];
  },
});
