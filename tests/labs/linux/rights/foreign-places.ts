import { hijackHosts, hostsHijack } from '../cases/any-hosts-hijack.ts';
import type { Machine } from '../machine.ts';
import { productDir } from '../places.ts';
import { type Said, call, repair } from '../product.ts';
import type { Trial } from './trial.ts';

const node = `${productDir}/node_modules/node/bin/node`;

/** Runs a copy of the product that lies somewhere else. */
async function repairWith(machine: Machine, copy: string, user?: string, program = node): Promise<Said> {
  const argv = [program, `${copy}/out/main/cli.js`, 'repair', 'any-hosts-hijack', '--yes', '--json'];
  const output = await machine.run(argv, user === undefined ? {} : { user });
  return { code: output.code, documents: output.stdout.trim().split('\n').filter(Boolean).map(parse), text: output.stderr, ms: 0 };
}

function parse(line: string): Readonly<Record<string, unknown>> {
  return JSON.parse(line) as Readonly<Record<string, unknown>>;
}

/** A worker that somebody else than root could change is never started as root. */
export const userWritableProduct: Trial = {
  id: 'rights-unsafe-place',
  title: 'a product, a single file of it, a folder above it or a node that others than root can change: exit 4, and what to do',
  machine: { sizeMb: 1000 },
  prove: async (machine, { check, refuses, untouched }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    const copyTo = async (folder: string): Promise<void> => {
      await machine.must(['sh', '-c', `mkdir -p ${folder} && cp -r ${productDir}/out ${productDir}/package.json ${folder}/`]);
      await machine.must(['chown', '-R', 'root:root', folder]);
    };
    await copyTo('/home/tech/rescuepc');
    await machine.must(['chown', '-R', 'tech:', '/home/tech/rescuepc']);
    await copyTo('/srv/one-file');
    await machine.must(['sh', '-c', 'chown tech "$(ls -d /srv/one-file/out/main/chunk-routines*.js | head -1)"']);
    await copyTo('/srv/group');
    await machine.must(['chmod', 'g+w', '/srv/group/out/main/worker.js']);
    await copyTo('/srv/open/product');
    await machine.must(['chmod', '777', '/srv/open']);
    await copyTo('/srv/linked');
    await machine.must([
      'sh',
      '-c',
      'mv /srv/linked/out/main/worker.js /home/tech/w.js; ln -s /home/tech/w.js /srv/linked/out/main/worker.js',
    ]);
    await machine.must(['sh', '-c', `cp ${node} /home/tech/node && chown tech /home/tech/node`]);
    const before = machine.changedFiles();
    for (const place of ['/home/tech/rescuepc', '/srv/one-file', '/srv/group', '/srv/open/product', '/srv/linked']) {
      for (const user of ['tech', undefined])
        refuses(`${place} as ${user ?? 'root'}`, await repairWith(machine, place, user), 4, /"code":"unsafe-place".*\/opt\/rescuepc/);
    }
    const own = await repairWith(machine, productDir, 'tech', '/home/tech/node');
    refuses('a node of tech', own, 4, /"code":"unsafe-place".*\/home\/tech/);
    untouched('a product in an unsafe place', machine, before);
    // Where the system's own root folder is somebody's, no other place helps: the one command that mends it is said, and is enough.
    await machine.must(['chown', 'tech:', '/']);
    const mended = 'chown root:root / && chmod go-w /';
    refuses(
      'a root folder of tech',
      await repair(machine, ['any-hosts-hijack']),
      4,
      new RegExp(`"code":"unsafe-place".*again: ${mended}"`),
    );
    await machine.must(['sh', '-c', mended]);
    const said = await repair(machine, ['any-hosts-hijack'], { user: 'tech' });
    check(said.code === 0, `the safe product does not repair either: ${said.code}`);
  },
};

/** A system given with --root must be a mount that root made, and that root alone can write to. */
export const foreignRoots: Trial = {
  id: 'rights-foreign-root',
  title: '--root at a folder that is no mount, a user-owned or world-writable mount, a pseudo path, without rights: refused',
  machine: { disks: [{ sizeMb: 16, mkfs: ['mkfs.ext4', '-q', '-F'] }] },
  prove: async (machine, { check, refuses, untouched }) => {
    await machine.must(['sh', '-c', 'mkdir -p ~/plain ~/mine/etc', 'x'], { user: 'tech' });
    await machine.must(['mkdir', '-p', '/mnt/usb', '/srv/open']);
    await machine.must(['mount', machine.disks[0] ?? '', '/home/tech/mine']);
    await machine.must(['mount', '-t', 'tmpfs', '-o', 'mode=1777', 'tmpfs', '/mnt/usb']);
    await machine.must(['mount', '-t', 'tmpfs', '-o', 'uid=1000', 'tmpfs', '/srv/open']);
    const before = machine.changedFiles();
    const roots = ['/home/tech/plain', '/home/tech/mine', '/mnt/usb', '/srv/open', '/dev/shm', '/run/lock', '/proc/self/root', '/nowhere'];
    for (const root of roots) {
      for (const command of [
        ['plan', 'any-hosts-hijack', '--root', root],
        ['repair', 'any-hosts-hijack', '--yes', '--root', root],
        ['undo', '20260101-000000-abcdef', '--yes', '--root', root],
        ['recover', '20260101-000000-abcdef', '--root', root],
        ['history', '--root', root],
      ]) {
        const said = await call(machine, command);
        const refused = [2, 3, 4].includes(said.code ?? -1) && /mount point|belong|others than root|no block device/.test(said.text);
        check(refused, `${command.join(' ')}: exit ${said.code}: ${said.text.slice(0, 200)}`);
      }
      const made = await machine.run(['find', root, '-path', '*rescuepc*', '-not', '-path', '/proc/*']);
      check(made.stdout === '', `something was made below ${root}: ${made.stdout}`);
    }
    untouched('a foreign root', machine, before);
    const tech = await call(machine, ['plan', 'any-hosts-hijack', '--root', '/mnt/usb'], { user: 'tech' });
    refuses('tech', tech, 4, /administrator/);
  },
};
