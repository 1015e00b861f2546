import { exactState, stateDifferences } from '../exact-state.ts';
import type { Machine } from '../machine.ts';
import { call, callOnTerminal, last, namedRoutines, textOf } from '../product.ts';
import type { Trial } from '../rights/trial.ts';
import type { Answer } from '../terminal.ts';

const disk = '/mnt/disk';
const at = (path: string): string => `${disk}${path}`;

/** Repairs that this trial proves. */
export const leftoverRoutines: readonly string[] = [
  'any-cron-leftover',
  'any-unit-leftover',
  'any-profile-leftover',
  'any-suid-leftover',
  'any-authorized-keys',
  'any-nsswitch',
  'any-hostname-unresolvable',
  'any-locale-missing',
  'any-alternatives-dangling',
  'any-trust-store',
];

const unit = '/etc/systemd/system/helper.service';
const wants = '/etc/systemd/system/multi-user.target.wants/helper.service';
const program = '/var/tmp/.x/kworker';
const backDoor = '/var/tmp/.p';
const keys = '/root/.ssh/authorized_keys2';
const bundle = '/etc/ssl/certs/ca-certificates.crt';
const written = [
  '/etc/cron.d/0update',
  '/etc/profile.d/fix.sh',
  '/etc/nsswitch.conf',
  '/etc/hosts',
  '/etc/default/locale',
  unit,
  program,
  backDoor,
  keys,
  bundle,
];

/** What malware and accidents leave on a system that no longer boots: found, repaired and taken back from outside. */
export const mountedLeftovers: Trial = {
  id: 'mounted-leftovers',
  title: 'ten repairs of a mounted system, in one run, and their undo',
  machine: { sizeMb: 1500, disks: [{ sizeMb: 900, mkfs: ['mkfs.ext4', '-q'] }] },
  async prove(machine, proof) {
    await mountCopy(machine);
    await spoil(machine);
    const before = await exactState(machine, written.map(at));
    const found = await call(machine, ['scan', '--root', disk]);
    const missed = leftoverRoutines.filter((routine) => !namedRoutines(found).includes(routine));
    proof.check(missed.length === 0, `the scan does not name ${missed.join(', ')}: ${found.text.slice(0, 300)}`);

    const said = await call(machine, ['repair', ...leftoverRoutines, '--root', disk, '--yes']);
    proof.check(said.code === 0, `repair: exit ${said.code}: ${said.text.slice(-600)}`);
    for (const [sound, words] of await faults(machine)) proof.check(sound, `after the repair: ${words}`);

    const yes: Answer = { expect: /\?[^\n]*$|\[[yYnN/]+\][^\n]*$|\(yes\/no\)[^\n]*$/, send: 'yes\n' };
    const answers = Array.from({ length: 8 }, () => yes);
    const undone = await callOnTerminal(machine, ['undo', textOf(last(said, 'finished'), 'run'), '--root', disk], answers);
    proof.check(undone.code === 0, `undo: exit ${undone.code}: ${undone.text.slice(-600)}`);
    const wrong = stateDifferences(before, await exactState(machine, written.map(at)));
    proof.check(wrong.length === 0, `not exactly undone: ${wrong.join('; ')}`);
    await machine.must(['umount', disk]);
  },
};

async function mountCopy(machine: Machine): Promise<void> {
  const [device = ''] = machine.disks;
  const left = ['mnt', 'proc', 'sys', 'dev', 'run', 'var/lib/rescuepc'].map((name) => `--exclude=./${name}`).join(' ');
  const script = `set -e
mkdir -p ${disk}; mount ${device} ${disk}
tar -C / --one-file-system ${left} -cf - . | tar -C ${disk} -xf -
cd ${disk}; mkdir -p proc sys dev run; mknod -m 666 dev/null c 1 3`;
  await machine.must(['sh', '-c', script]);
}

async function spoil(machine: Machine): Promise<void> {
  const script = `set -e
cd ${disk}
mkdir -p ./var/tmp/.x root/.ssh
cp usr/bin/sleep .${program}; install -m 4755 usr/bin/dash .${backDoor}
echo '*/5 * * * * root ${program} -o pool' >etc/cron.d/0update
printf '[Service]\\nExecStart=${program}\\n[Install]\\nWantedBy=multi-user.target\\n' >.${unit}
ln -s ${unit} .${wants}
echo '. /tmp/.y/env' >etc/profile.d/fix.sh
echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGg0kZ0aLab0 x' >.${keys}
sed -i 's/^hosts:.*/hosts: mdns4_minimal/' etc/nsswitch.conf
echo '127.0.0.1 localhost' >etc/hosts
echo 'LANG=xx_YY.UTF-8' >etc/default/locale
ln -sfn /opt/gawk etc/alternatives/awk
truncate -s 90001 .${bundle}`;
  await machine.must(['sh', '-c', script]);
}

/** Each with whether it is sound, asked of the disk with plain tools. */
async function faults(machine: Machine): Promise<readonly (readonly [boolean, string])[]> {
  const ok = async (command: string): Promise<boolean> => (await machine.run(['sh', '-c', `cd ${disk} && ${command}`])).code === 0;
  return [
    [await ok(`! grep -v '^#' etc/cron.d/0update`), 'the job is still there'],
    [await ok(`! test -e .${program}`), 'the program is still there'],
    [await ok(`! test -e .${unit} && ! test -L .${wants}`), 'the service is still there'],
    [await ok(`! grep -q '^\\.' etc/profile.d/fix.sh && bash -n etc/profile.d/fix.sh`), 'the login script is not clean'],
    [await ok(`! test -u .${backDoor}`), 'the back door is open'],
    [await ok(`! test -e .${keys}`), 'the keys are still there'],
    [await ok(`grep -q '^hosts:.*files.*dns' etc/nsswitch.conf`), 'nsswitch.conf is not right'],
    [await ok(`grep -q '^127.0.1.1.*lab' etc/hosts`), 'the name is not in the hosts file'],
    [await ok(`grep -q '^LANG=C.UTF-8' etc/default/locale`), 'the locale is not right'],
    [await ok(`test "$(chroot . awk 'BEGIN { print 6 * 7 }')" = 42`), 'awk does not run'],
    [
      await ok(
        `openssl verify -no-CApath -no-CAstore -no_check_time -CAfile .${bundle} usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt`,
      ),
      'the bundle is not whole',
    ],
  ];
}
