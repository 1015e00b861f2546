import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always, command } from '../steps.js';

const path = '/dev/null';
const fresh = '/dev/null.rescuepc';

/** Nothing irreplaceable: a plain file in place of /dev/null held what programs threw away. */
export const anyDeviceNodes = defineRoutine({
  id: 'any-device-nodes',
  os: ['linux'],
  title: 'Restore the empty device',
  explains:
    'Nearly every program throws away text into /dev/null. Something replaced it by an ordinary file, which fills the memory, or closed it to everybody but root, so that programs fail. It is made again as it has to be.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['slow', 'disk-full'],
  target: 'running',
  confirmed: 'lab',
  source: 'null(4): character device 1,3, mode 0666',
  params: {},
  reads: ['null-device'],
  diagnose(facts) {
    const device = facts['null-device'];
    if (!device.known) return unknown(device);
    const { genuine, mode, uid, kind } = device.value;
    if (genuine && mode === 0o666 && uid === 0) return healthy('/dev/null is as it should be.', device.evidence);
    return needed('critical', genuine ? '/dev/null is closed to programs.' : `/dev/null is no device but a ${kind}.`, device.evidence);
  },
  plan({ facts }) {
    const device = facts['null-device'];
    if (!device.known) return [];
    if (device.value.genuine)
      return always([{ kind: 'set-mode', scope: 'machine', title: `Open ${path}`, path: { text: path }, mode: 0o666, uid: 0, gid: 0 }]);
    // Made beside and renamed into its place in one go: no program can be started while there is no /dev/null.
    const base = { replay: 'ask', interruptible: false, timeoutMs: 10_000 } as const;
    return always([
      command({
        ...base,
        title: 'Make the device',
        argv: ['mknod', '--mode=666', fresh, 'c', '1', '3'],
        captures: [{ kind: 'watched', path: { text: fresh } }],
        undo: { kind: 'inverse', argv: ['rm', '--force', fresh], exact: true, why: 'The device is removed.' },
      }),
      command({
        ...base,
        title: 'Put it into its place',
        argv: ['mv', '--force', '--no-target-directory', fresh, path],
        undo: { kind: 'none', why: 'The false file held only what programs had thrown away; it is not kept.' },
      }),
    ]);
  },
});
