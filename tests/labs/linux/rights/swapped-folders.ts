import type { Machine } from '../machine.ts';
import { call, repair } from '../product.ts';
import type { Trial } from './trial.ts';

const rounds = 4;
const victims = ['/root/precious', '/home/tech/precious', '/srv/precious'];

/**
 * Swaps, as fast as a shell's `mv` does it, folders and links to other people's files, at every depth of alice's cache,
 * and her cache folder itself.
 */
const swapper = `
const fs = require('fs');
const targets = ['/root/precious', '/home/tech/precious', '/srv/precious'];
const cache = '/home/alice/.cache';
const end = Date.now() + 60000;
let swaps = 0;
const quietly = (work) => { try { work(); swaps += 1; } catch {} };
for (let n = 0; Date.now() < end; n += 1) {
  const target = targets[n % targets.length];
  for (const at of [cache + '/trap', cache + '/deep/a/b']) {
    quietly(() => fs.renameSync(at, at + '.folder' + (n % 7)));
    quietly(() => fs.symlinkSync(target, at));
    quietly(() => fs.unlinkSync(at));
    quietly(() => { fs.mkdirSync(at + '/sub', { recursive: true }); for (let f = 0; f < 20; f += 1) fs.writeFileSync(at + '/f' + f, 'x'); });
  }
  if (n % 50 === 0) { quietly(() => fs.renameSync(cache, cache + '.real')); quietly(() => fs.symlinkSync(target, cache)); quietly(() => fs.unlinkSync(cache)); quietly(() => fs.renameSync(cache + '.real', cache)); }
  if (n % 20 === 0) fs.writeFileSync('/home/alice/swaps', String(swaps));
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
    machine.write('/home/alice/swapper.cjs', swapper);
    await machine.must(['sh', '-c', 'mkdir -p ~/.cache/deep/a/b ~/.cache/trap'], { user: 'alice' });
    const fight = machine.start(['/opt/rescuepc/node_modules/node/bin/node', '/home/alice/swapper.cjs'], { user: 'alice' });
    const codes: (number | null)[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await machine.run(['sh', '-c', 'rm -f ~/.cache/big; fallocate -l 1050M ~/.cache/big'], { user: 'alice' });
      const said = await repair(machine, ['any-user-cache-clean=alice'], { timeoutMs: 30_000 });
      codes.push(said.code);
      check(said.code !== null && said.code !== 1 && !/internal error/.test(said.text), `round ${round}: ${said.text.slice(0, 300)}`);
    }
    await fight.kill('SIGKILL');
    await fight.done;
    const swaps = machine.exists('/home/alice/swaps') ? Number(machine.read('/home/alice/swaps').toString()) : 0;
    check(swaps > 500, `only ${swaps} swaps: this was no fight`);
    check(codes.includes(0) || codes.includes(3), `no round came to its end: ${codes.join(', ')}`);
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
