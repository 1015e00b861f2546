import { healthy, needed, unknown } from '../diagnosis.js';
import { resumeFile } from '../../facts/resume-device.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

export const debStaleResume = defineRoutine({
  id: 'deb-stale-resume',
  os: ['linux'],
  title: 'Do not wait at each start for a disk that is gone',
  explains:
    'The system looks at each start for a swap area that no longer exists (the disk was changed or partitioned anew), waits for it for half a minute, and says it at every update. It is told not to look any more; hibernation, which cannot work without it, stays off.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-initramfs-missing'],
  touches: ['boot'],
  symptoms: ['slow', 'wont-boot'],
  target: 'running',
  confirmed: 'lab',
  source: 'initramfs-tools(7): RESUME; findfs(8)',
  params: {},
  reads: ['resume-device'],
  diagnose(facts) {
    const resume = facts['resume-device'];
    if (!resume.known) return unknown(resume);
    if (resume.value === null || resume.value.found === true)
      return healthy('No start waits for a swap area that is gone.', resume.evidence);
    if (resume.value.found === null)
      return { ...healthy('No block device can be seen here, so nothing can be said.', resume.evidence), outcome: 'unknown' };
    return needed('warning', `Each start waits for ${resume.value.spec}, which does not exist.`, resume.evidence);
  },
  plan({ facts }) {
    const resume = facts['resume-device'];
    if (!resume.known || resume.value === null || resume.value.found !== false) return [];
    const { line, text } = resume.value;
    return always([
      {
        kind: 'edit-file',
        scope: 'machine',
        title: 'Look for no swap area at the start',
        path: { text: resumeFile },
        edits: [{ line, old: text, new: 'RESUME=none' }],
        refresh: [['update-initramfs', '-u']],
      },
    ]);
  },
});
