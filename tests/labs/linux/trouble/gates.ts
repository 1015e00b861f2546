import { readFileSync } from 'node:fs';
import { dpkgInterrupted } from '../cases/deb-dpkg-interrupted.ts';
import type { Machine } from '../machine.ts';
import { call, last, repair } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

const failing = new URL('../../../fixtures/transcripts/linux/smartctl-json-ata-failed.json', import.meta.url);

/** A disk that says of itself that it is failing, by a stand-in on the fixed path that prints a real disk's answer. */
export const failingDisk: Trial = {
  id: 'trouble-failing-disk',
  title: 'a failing disk closes the gate of a package repair (exit 3); --accept failing-disk opens it; no gate of that name is said',
  prove: async (machine, { check, says, refuses, untouched }) => {
    sayFailing(machine);
    await dpkgInterrupted.inject(machine);
    const before = machine.changedFiles();
    const planned = last(await call(machine, ['plan', 'deb-dpkg-interrupted']), 'plan');
    check(/"gate":"failing-disk".*"acceptable":true,"accepted":false/.test(JSON.stringify(planned)), 'the plan does not show the gate');
    const closed = await repair(machine, ['deb-dpkg-interrupted']);
    says('closed', closed, 3, /"outcome":"could-not-run","reason":"gate"/);
    check(/Copy the data/.test(closed.text), `no word on what to do: ${closed.text}`);
    untouched('a closed gate', machine, before);
    says('user, not root', await repair(machine, ['deb-dpkg-interrupted'], { user: 'tech' }), 3, /"reason":"gate"/);
    refuses('no such gate', await repair(machine, ['deb-dpkg-interrupted', '--accept', 'everything']), 2, /Gates: failing-disk/);
    says('another gate', await repair(machine, ['deb-dpkg-interrupted', '--accept', 'battery']), 3, /"reason":"gate"/);
    says('accepted', await repair(machine, ['deb-dpkg-interrupted', '--accept', 'failing-disk']), 0, /"outcome":"repaired"/);
    check((await dpkgInterrupted.oracle(machine)).pass, 'the accepted repair did nothing');
  },
};

/** A stand-in for smartctl on its fixed path, that prints what a real failing disk said. */
export function sayFailing(machine: Machine): void {
  machine.write('/usr/share/lab/smart.json', readFileSync(failing));
  const scan = '{"devices":[{"name":"/dev/sdc","info_name":"/dev/sdc","type":"sat","protocol":"ATA"}]}';
  machine.write(
    '/usr/sbin/smartctl',
    `#!/bin/sh\nif [ "$1" = --scan ]; then echo '${scan}'; exit 0; fi\ncat /usr/share/lab/smart.json\nexit 216\n`,
    0o755,
  );
}

/** Without room for the backups nothing is begun, whatever is accepted. */
export const backupSpace: Trial = {
  id: 'trouble-backup-space',
  title: 'less than 64 MB free where backups are kept: the gate is closed, and cannot be accepted away',
  machine: { sizeMb: 300 },
  prove: async (machine, { check, says }) => {
    await dpkgInterrupted.inject(machine);
    await machine.must(['sh', '-c', 'free=$(df --output=avail -m / | tail -1); fallocate -l $((free - 40))M /var/tmp/ballast']);
    const args = ['deb-dpkg-interrupted', '--accept', 'backup-space', '--accept', 'failing-disk'];
    const said = await repair(machine, args);
    says('accepted in vain', said, 3, /"reason":"gate"/);
    check(/64 MB are needed/.test(said.text), `not said how much is needed: ${said.text}`);
    const planned = JSON.stringify(last(await call(machine, ['plan', ...args]), 'plan'));
    check(/"gate":"backup-space".*"acceptable":false,"accepted":false/.test(planned), 'the plan calls the gate acceptable');
    await machine.must(['rm', '/var/tmp/ballast']);
    says('with room', await repair(machine, ['deb-dpkg-interrupted']), 0, /"outcome":"repaired"/);
  },
};
