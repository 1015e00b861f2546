import type { Machine } from '../machine.ts';
import { type Said, last, repair, textOf } from '../product.ts';
import { program, type Trial } from './trial.ts';

const disk = '/mnt/disk';
/** Where the disk leads what is kept: a folder of the technician's machine, or the disk's own of that name. */
const outside = '/srv/outside';
const inDisk = `${disk}${outside}/rescuepc`;
const hijacked = '127.0.0.1 localhost\n0.0.0.0 security.ubuntu.com\n';

/** A disk with the little that a repair of its hosts file reads, whose /var/lib is a link to a folder outside. */
async function makeDisk(machine: Machine): Promise<void> {
  const [device = ''] = machine.disks;
  await machine.must(['mkdir', '-p', disk, outside]);
  await machine.must(['mount', device, disk]);
  await machine.must([
    'sh',
    '-c',
    `cd ${disk} && mkdir -p etc var proc sys dev run tmp usr/bin && cp -a /etc/passwd /etc/group /etc/os-release etc/ && ln -s ${outside} var/lib`,
  ]);
  machine.write('/root/hosts', hijacked);
  await machine.must(['cp', '/root/hosts', `${disk}/etc/hosts`]);
}

/** What is asked of a journal without end must be answered with little memory, and soon. */
async function bounded(machine: Machine, args: readonly string[]): Promise<Said> {
  const limits = ['timeout', '60', 'prlimit', `--data=${1024 * 1024 * 1024}`];
  const { code, stdout, stderr } = await machine.run([...limits, ...program, ...args, '--root', disk, '--json']);
  return { code, documents: [], text: `${stdout}${stderr}`, ms: 0 };
}

/** The store on a disk that somebody else has shaped: no link of it leads out, and nothing in it is read or written but plain files. */
export const storeLinks: Trial = {
  id: 'rights-store-links',
  title: "--root at a disk with /var/lib a link out of it, a journal linked to an endless device, a device in the reserve's place",
  about: ['any-hosts-hijack'],
  machine: {
    disks: [
      { sizeMb: 256, mkfs: ['mkfs.ext4', '-q', '-F'] },
      { sizeMb: 20, mkfs: ['mkfs.ext4', '-q', '-F'] },
    ],
  },
  prove: async (machine, { check, says }) => {
    await makeDisk(machine);
    const [, other = ''] = machine.disks;
    const nothingOutside = async (when: string): Promise<void> => {
      const made = await machine.must(['find', outside, '-mindepth', '1']);
      check(made === '', `${when}: written outside of the disk: ${made.slice(0, 300)}`);
    };
    const ask = () => repair(machine, ['any-hosts-hijack', '--root', disk]);

    const refused = await ask();
    check(refused.code !== 0 && !/internal error/.test(refused.text), `a link to nowhere: exit ${refused.code}: ${refused.text}`);
    check((await machine.must(['cat', `${disk}/etc/hosts`])) === hijacked, 'repaired although nothing could be kept');
    await nothingOutside('a link to nowhere');

    await machine.must(['mkdir', '-p', inDisk]);
    await machine.must(['sh', '-c', `mknod ${inDisk}/reserve b $(stat -c '0x%t 0x%T' ${other})`]);
    const device = await machine.must(['sha256sum', other]);
    const repaired = await ask();
    says('a link to a folder of the disk', repaired, 0, /./);
    await nothingOutside('a link to a folder of the disk');
    check((await machine.must(['sha256sum', other])) === device, 'a device in the place of the reserve was written into');
    const run = textOf(last(repaired, 'finished'), 'run');
    const folder = `${inDisk}/runs/${run}`;
    check((await machine.run(['test', '-s', `${folder}/journal.ndjson`])).code === 0, `no journal in ${folder}`);

    await machine.must(['mv', `${folder}/journal.ndjson`, '/root/journal']);
    for (const [what, plant, words] of [
      ['a link to an endless device', `ln -s /dev/zero ${folder}/journal.ndjson`, /is a link where none may be/],
      ['an endless device', `mknod ${folder}/journal.ndjson c 1 5`, /is not a plain file/],
      ['a file of a terabyte', `truncate -s 1T ${folder}/journal.ndjson`, /is larger than/],
      ['rows of somebody else', `echo '{"v":1,"seq":1,"hash":""}' >${folder}/journal.ndjson`, /damaged|does not follow/],
    ] as const) {
      await machine.must(['sh', '-c', `rm -f ${folder}/journal.ndjson; ${plant}`]);
      for (const args of [['history'], ['undo', run, '--yes'], ['recover', run]])
        says(`the journal is ${what}: ${args[0]}`, await bounded(machine, args), 3, words);
    }
    await machine.must(['sh', '-c', `rm ${folder}/journal.ndjson; cp -a /root/journal ${folder}/journal.ndjson`]);
    says('undo', await bounded(machine, ['undo', run, '--yes']), 0, /restored/);
    check((await machine.must(['cat', `${disk}/etc/hosts`])) === hijacked, 'the undo did not put the hosts file back');
    await nothingOutside('undo');
    await machine.must(['umount', disk]);
  },
};
