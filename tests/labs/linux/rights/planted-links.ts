import { hijackHosts, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { systemPermissions } from '../cases/any-system-permissions.ts';
import { addBadDropIn, addWebService } from '../cases/any-unit-dropin.ts';
import { writeBadSource } from '../cases/deb-bad-source-disable.ts';
import type { Machine } from '../machine.ts';
import { itemOutcomes, repair } from '../product.ts';
import type { Trial } from './trial.ts';

type Plant = {
  readonly what: string;
  readonly routine: string;
  readonly fault: (machine: Machine) => Promise<void>;
  /** The shell script that plants something, and the one that takes it away. */
  readonly plant: string;
  readonly clear: string;
  /** What must be the same afterwards: printed by this script. */
  readonly state: string;
};

const hosts = {
  routine: 'any-hosts-hijack',
  fault: hijackHosts,
  state: 'stat -c "%n %U %a %F %s" /etc/hosts /etc/secret; cat /etc/secret',
};
const secret = 'umask 077; printf "127.0.0.1 update.microsoft.com\\nroot:secret\\n" >/etc/secret;';
const dropIn = '/etc/systemd/system/lab-web.service.d';
const sources = '/etc/apt/sources.list.d';

/** Links and folders of other people at every path that a repair would change as root. */
const plants: readonly Plant[] = [
  {
    ...hosts,
    what: 'hosts is a link to a secret file',
    plant: `${secret} mv /etc/hosts /etc/h; ln -s /etc/secret /etc/hosts`,
    clear: 'rm /etc/hosts; mv /etc/h /etc/hosts',
  },
  {
    ...hosts,
    what: 'hosts is a link into the home of tech',
    plant: `${secret} mv /etc/hosts /home/tech/h; ln -s /home/tech/h /etc/hosts`,
    clear: 'rm /etc/hosts; mv /home/tech/h /etc/hosts',
  },
  {
    ...hosts,
    what: 'hosts is a folder',
    plant: `${secret} mv /etc/hosts /etc/h; mkdir /etc/hosts`,
    clear: 'rmdir /etc/hosts; mv /etc/h /etc/hosts',
  },
  {
    ...hosts,
    what: 'hosts is a pipe',
    plant: `${secret} mv /etc/hosts /etc/h; mkfifo /etc/hosts`,
    clear: 'rm /etc/hosts; mv /etc/h /etc/hosts',
  },
  { ...hosts, what: '/etc belongs to tech', plant: `${secret} chown tech /etc`, clear: 'chown root /etc' },
  { ...hosts, what: '/etc is group-writable', plant: `${secret} chmod g+w /etc`, clear: 'chmod g-w /etc' },
  {
    what: 'the drop-in folder belongs to tech',
    routine: 'any-unit-dropin',
    fault: async (machine) => addBadDropIn(machine),
    plant: `chown tech ${dropIn}`,
    clear: `rm -r ${dropIn}; systemctl daemon-reload`,
    state: `ls -lan ${dropIn}`,
  },
  {
    what: 'the drop-in folder is a link into the home of tech',
    routine: 'any-unit-dropin',
    fault: async (machine) => addBadDropIn(machine),
    plant: `mv ${dropIn} /home/tech/d; chown -R tech /home/tech/d; ln -s /home/tech/d ${dropIn}`,
    clear: `rm ${dropIn}; systemctl daemon-reload`,
    state: 'ls -lan /home/tech/d',
  },
  {
    what: 'the folder of package sources is a link into the home of tech',
    routine: 'deb-bad-source-disable',
    fault: writeBadSource,
    plant: `cp -r ${sources} /home/tech/s; chown -R tech /home/tech/s; mv ${sources} ${sources}.was; ln -s /home/tech/s ${sources}`,
    clear: `rm ${sources}; mv ${sources}.was ${sources}; rm ${sources}/vendor.list`,
    state: 'ls -lan /home/tech/s',
  },
  {
    what: 'sudoers is a link to a file of tech',
    routine: 'any-system-permissions',
    fault: async () => undefined,
    plant:
      'cp /etc/sudoers /home/tech/sudoers; chown tech /home/tech/sudoers; mv /etc/sudoers /etc/s; ln -s /home/tech/sudoers /etc/sudoers',
    clear: 'rm /etc/sudoers; mv /etc/s /etc/sudoers',
    state: 'stat -c "%U %a" /home/tech/sudoers /etc/s',
  },
];

export const plantedLinks: Trial = {
  id: 'rights-planted-links',
  title: 'links, folders and pipes planted at the paths that repairs change, and folders of other people above them: refused',
  prove: async (machine, { check }) => {
    await hostsHijack.settle?.(machine);
    await systemPermissions.settle?.(machine);
    await addWebService(machine);
    for (const { what, routine, fault, plant, clear, state } of plants) {
      await fault(machine);
      await machine.must(['sh', '-c', plant]);
      const before = await machine.must(['sh', '-c', state]);
      const said = await repair(machine, [routine]);
      // A link at a path of which only the mode counts is nobody's permissions to put right: nothing to do.
      const refused = said.code === 3 || (routine === 'any-system-permissions' && itemOutcomes(said)['/etc/sudoers'] !== 'repaired');
      check(refused, `${what}: exit ${said.code}: ${said.text.slice(0, 500)}`);
      check(!/internal error/.test(said.text), `${what}: ${said.text.slice(0, 500)}`);
      const after = await machine.must(['sh', '-c', state]);
      check(after === before, `${what}: was ${before}, is ${after}`);
      await machine.must(['sh', '-c', clear]);
    }
    await hijackHosts(machine);
    const sound = await repair(machine, ['any-hosts-hijack']);
    check(sound.code === 0, `without the plants it is not repaired either: ${sound.code}: ${sound.text.slice(0, 300)}`);
  },
};
