import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { renameOff } from '../switch-off.js';
import { always } from '../steps.js';

export const debAptPreferencesDisable = defineRoutine({
  id: 'deb-apt-preferences-disable',
  os: ['linux'],
  title: 'Switch off a list of preferred versions that stops apt',
  explains:
    'A file says which versions of programs are preferred, and it has a mistake in it, or forbids every program. Because of that no program can be installed. The file is set aside under another name; nothing is lost.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['deb-apt-config-disable'],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'apt_preferences(5); answers of apt-get check seen with apt 2.6 on Debian 12',
  params: {},
  reads: ['apt-preferences'],
  diagnose(facts) {
    const preferences = facts['apt-preferences'];
    if (!preferences.known) return unknown(preferences);
    const { bad, files } = preferences.value;
    if (bad.length === 0)
      return healthy('All preferences of versions can be read.', [
        { source: '/etc/apt/preferences.d', line: `${files} files`, meaning: 'every record is well-formed' },
      ]);
    const items = [...new Set(bad.map(({ file }) => file))].map((file) => ({
      id: file,
      title: `${file}: ${bad.find((record) => record.file === file)?.why ?? ''}`,
      outcome: 'needed' as const,
      evidence: preferences.evidence.filter((entry) => entry.source.startsWith(`${file}:`)),
    }));
    return needed('critical', `apt cannot work: a record in ${items.map((item) => item.title).join('; ')}.`, preferences.evidence, items);
  },
  plan({ items }) {
    return always(items.map((file) => renameOff(file, `Set ${file} aside`, file)));
  },
});
