import { itemOutcomes, last, repair, scan, textOf, undo } from '../product.ts';
import type { Trial } from './trial.ts';

const folder = '/usr/bin';
/** What alice put there, and whose: with her content none of them may ever be root's and setuid. */
const hers = [`${folder}/alice-tool`, `${folder}/newgrp`, `${folder}/sudo`];
/** What a package brought: it gets its rights back. */
const genuine = [`${folder}/su`, `${folder}/passwd`];

const watcher = `
use strict;
my $looks = 0;
while (!-e '/root/enough') {
  for my $path (qw(${hers.join(' ')})) {
    my @stat = lstat $path or next;
    next unless $stat[4] == 0 && ($stat[2] & 06000);
    open my $file, '>>', '/root/seen'; printf $file "%s %o\\n", $path, $stat[2]; close $file;
  }
  open my $file, '>', '/root/looks'; print $file ++$looks; close $file;
  select undef, undef, undef, 0.001;
}
`;

/** Holds su open from when it was hers, and writes into it when it has its rights back. */
const writer = `
open my $file, '+<', '${folder}/su' or die; open my $held, '>', '/home/alice/held'; close $held;
select undef, undef, undef, 0.05 until -e '/tmp/write-now';
syswrite $file, 'foreign'; close $file; open my $done, '>', '/home/alice/wrote'; close $done;
`;

export const setuidOwners: Trial = {
  id: 'rights-setuid-owners',
  title: "alice's own setuid programs in /usr/bin, newgrp and sudo among them: never root's and setuid with her content",
  about: ['any-system-permissions', 'any-suid-leftover'],
  prove: async (machine, { check }) => {
    const sound = await machine.must(['sha256sum', ...genuine]);
    await machine.must(['sh', '-c', `for name in ${hers.join(' ')}; do cat /usr/bin/dash >$name; done`]);
    await machine.must(['chown', 'alice:alice', ...hers, genuine[0] ?? '']);
    await machine.must(['chmod', '4755', ...hers]);
    await machine.must(['chmod', '0755', ...genuine]);
    await machine.must(['install', '-o', 'alice', '-m', '4755', '/usr/bin/dash', '/var/tmp/alice-tool']);
    const states = (...paths: string[]): Promise<string> => machine.must(['stat', '-c', '%n %a %U', ...paths]);
    const before = await states(...hers, ...genuine);
    machine.write('/root/watcher.pl', watcher);
    machine.write('/home/alice/writer.pl', writer);
    const watching = machine.start(['perl', '/root/watcher.pl']);
    const writing = machine.start(['perl', '/home/alice/writer.pl'], { user: 'alice' });
    await machine.must(['sh', '-c', 'until test -e /home/alice/held; do sleep 0.1; done']);

    const said = await repair(machine, ['any-system-permissions', 'any-suid-leftover']);
    await machine.must(['touch', '/tmp/write-now']);
    await machine.must(['sh', '-c', 'until test -e /home/alice/wrote; do sleep 0.1; done']);
    await writing.done;
    check(!/internal error/.test(said.text), `repair: exit ${said.code}: ${said.text.slice(0, 500)}`);
    const outcomes = itemOutcomes(said);
    for (const path of [...genuine, `${folder}/alice-tool`])
      check(outcomes[path] === 'repaired', `${path} is ${outcomes[path] ?? 'not told'}: ${JSON.stringify(outcomes)}`);
    // A repair has no steps for these: they are told, with what to do.
    const told = (await scan(machine, ['--only', 'any-system-permissions'])).text;
    for (const path of [`${folder}/newgrp`, `${folder}/sudo`]) {
      check(outcomes[path] !== 'repaired', `${path} is said to be repaired: ${JSON.stringify(outcomes)}`);
      check(new RegExp(`${path}: [^"]*put that back \\(deb-file-integrity\\)`).test(told), `${path} is not told: ${told.slice(0, 2_000)}`);
    }
    const rights = await states(...genuine, `${folder}/alice-tool`, '/var/tmp/alice-tool');
    const wanted = [...genuine.map((path) => `${path} 4755 root`), `${folder}/alice-tool 755 root`, '/var/tmp/alice-tool 4755 alice'];
    check(rights.trim() === wanted.join('\n'), `rights: ${rights}`);
    check((await machine.must(['sha256sum', ...genuine])) === sound, 'alice wrote into a program that has the rights of root');
    const tried = await machine.run([`${folder}/newgrp`, '-p', '-c', 'id -u'], { user: 'tech' });
    check(tried.stdout.trim() !== '0', "alice's newgrp makes tech root");

    const back = await undo(machine, textOf(last(said, 'finished'), 'run'), false);
    check(back.code === 0, `undo: exit ${back.code}: ${back.text.slice(0, 500)}`);
    check((await states(...hers, ...genuine)) === before, `after undo: ${await states(...hers, ...genuine)}`);
    await machine.must(['touch', '/root/enough']);
    await watching.done;
    const looks = Number(machine.read('/root/looks').toString());
    check(looks > 500, `only ${looks} looks`);
    check(
      !machine.exists('/root/seen'),
      `root's and setuid with her content: ${machine.exists('/root/seen') ? machine.read('/root/seen').toString().slice(0, 300) : ''}`,
    );
  },
};
