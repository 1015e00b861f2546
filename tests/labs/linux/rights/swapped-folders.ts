import type { Machine } from '../machine.ts';
import { call, repair } from '../product.ts';
import type { Trial } from './trial.ts';

const rounds = 4;
const victims = ['/root/precious', '/home/tech/precious', '/srv/precious'];

/**
 * Exchanges folders of alice's cache that the repair deletes with links to other people's files, in one system call each (renameat2 with
 * RENAME_EXCHANGE), as fast as it goes; what was deleted is made again.
 */
const swapper = `
use strict;
my @targets = qw(${victims.join(' ')});
my ($end, $swaps) = (time + 1800, 0);
while (time < $end) {
  for my $n (0 .. 99) {
    my ($folder, $link) = (sprintf("/home/alice/.cache/go-build/%02x", $n), "/home/alice/.cache/go-build/$n.link");
    if (syscall(316, -100, $folder, -100, $link, 2) == 0) { $swaps++; next }
    mkdir $folder;
    if (open my $file, '>', "$folder/file") { close $file }
    symlink $targets[$n % 3], $link;
  }
  if (open my $file, '>', '/home/alice/swaps') { print $file $swaps; close $file }
}
`;

async function preciousOf(machine: Machine): Promise<string> {
  return machine.must(['sh', '-c', `find ${victims.join(' ')} -type f -exec sha256sum {} + | sort`]);
}

/** Deletes as root, in folders of somebody who fights back: what others own survives. */
export const swappedFolders: Trial = {
  id: 'rights-swapped-folders',
  title: "alice swaps folders of her cache for links to other people's files while root cleans it",
  machine: { sizeMb: 3000 },
  prove: async (machine, { check }) => {
    for (const folder of victims)
      await machine.must([
        'sh',
        '-c',
        `mkdir -p ${folder}/sub && for n in 1 2 3; do echo $n >${folder}/$n; echo $n >${folder}/sub/$n; done`,
      ]);
    await machine.must(['chown', '-R', 'tech:', '/home/tech/precious']);
    await machine.must(['chmod', '711', '/root']);
    const before = await preciousOf(machine);
    machine.write('/home/alice/swapper.pl', swapper);
    await machine.must(['sh', '-c', 'mkdir -p ~/.cache/go-build/ff'], { user: 'alice' });
    const fight = machine.start(['perl', '/home/alice/swapper.pl'], { user: 'alice' });
    const codes: (number | null)[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await machine.run(
        ['sh', '-c', 'mkdir -p ~/.cache/go-build/ff; rm -f ~/.cache/go-build/ff/big; fallocate -l 1050M ~/.cache/go-build/ff/big'],
        { user: 'alice' },
      );
      const said = await repair(machine, ['any-user-cache-clean=alice']);
      codes.push(said.code);
      check(said.code !== null && said.code !== 1 && !/internal error/.test(said.text), `round ${round}: ${said.text.slice(0, 300)}`);
    }
    await fight.kill('SIGKILL');
    await fight.done;
    const swaps = machine.exists('/home/alice/swaps') ? Number(machine.read('/home/alice/swaps').toString()) : 0;
    check(swaps > 10_000, `only ${swaps} swaps: this was no fight`);
    check(
      [0, 3, 9].some((code) => codes.includes(code)),
      `no round came to its end: ${codes.join(', ')}`,
    );
    const after = await preciousOf(machine);
    check(after === before, `lost or changed: was ${before}, is ${after}`);
  },
};

/** Without a fight: the cache folder itself is a link. */
export const linkedCache: Trial = {
  id: 'rights-linked-cache',
  title: "alice's cache folder is a link to a folder of root's or of tech's: nothing is deleted there",
  machine: { sizeMb: 1500 },
  prove: async (machine, { check }) => {
    await machine.must(['sh', '-c', 'mkdir -p /srv/precious && fallocate -l 1100M /srv/precious/disk && chmod 777 /srv/precious']);
    for (const home of ['alice', 'tech']) {
      await machine.must(['sh', '-c', 'rm -rf ~/.cache; ln -s /srv/precious ~/.cache'], { user: home });
      const said = await call(machine, ['repair', `any-user-cache-clean=${home}`, '--yes']);
      check(said.code === 0 || said.code === 3, `${home}: exit ${said.code}: ${said.text.slice(0, 200)}`);
      check(machine.exists('/srv/precious/disk'), `${home}: the file behind the link is gone`);
    }
  },
};
