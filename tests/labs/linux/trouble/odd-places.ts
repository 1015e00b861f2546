import { hijackHosts, hostsAreSound, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { call, last, repair, scan, textOf } from '../product.ts';
import { type Trial, program } from '../rights/trial.ts';

const odd = ['with space', 'new\nline', 'tab\t', "quote'", '--help', '$(touch /tmp/shell)', '; touch /tmp/shell', '\u001b[31mred'];

/** A machine whose disk has become read-only, the whole of it or where the state is kept. */
export const readOnly: Trial = {
  id: 'trouble-read-only',
  title: 'the state folder, /etc or everything is mounted read-only: nothing is begun or half done, and it is said why',
  prove: async (machine, { check, untouched }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    const before = machine.changedFiles();
    for (const place of ['/var/lib', '/etc']) {
      await machine.must(['sh', '-c', `mount --bind ${place} ${place} && mount -o remount,ro,bind ${place}`]);
      const said = await repair(machine, ['any-hosts-hijack']);
      check(said.code === 3, `${place}: exit ${said.code}: ${said.text.slice(0, 400)}`);
      check(/read-only/.test(said.text) && !/internal error|^\s+at /m.test(said.text), `${place}: ${said.text.slice(0, 400)}`);
      await machine.must(['umount', place]);
      untouched(`a repair with ${place} read-only`, machine, before);
    }
    await machine.must(['sh', '-c', 'mount --bind / /mnt && mount -o remount,ro,bind /mnt']);
    const inside = (args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
      machine.run(['chroot', '/mnt', 'sh', '-c', 'mount -t proc proc /proc; exec "$@"', 'sh', ...program, ...args, '--json']);
    await machine.must(['sh', '-c', `mount --bind /opt/rescuepc /mnt/opt/rescuepc`]);
    const seen = await inside(['scan']);
    check(
      seen.code === 10 && /"type":"scan"/.test(seen.stdout),
      `scan on a read-only system: exit ${seen.code}: ${seen.stderr.slice(0, 300)}`,
    );
    check(/could not be kept/.test(seen.stderr), `not said that the scan is not kept: ${seen.stderr.slice(0, 300)}`);
    const said = await inside(['repair', 'any-hosts-hijack', '--yes']);
    check(
      said.code === 3 && /read-only/.test(said.stderr),
      `repair on a read-only system: exit ${said.code}: ${said.stderr.slice(0, 300)}`,
    );
    untouched('a read-only system', machine, before);
  },
};

/** Names with spaces, line ends, shell words, terminal codes and bytes that are no UTF-8. */
export const oddNames: Trial = {
  id: 'trouble-odd-names',
  title: 'source files, drop-ins and ssh keys with spaces, line ends, shell words, terminal codes and non-UTF-8 bytes in their names',
  prove: async (machine, { check }) => {
    for (const name of odd) machine.write(`/etc/apt/sources.list.d/${name.replaceAll('/', ' ')}.list`, 'htp://bad stable main\n');
    const bytes = "printf 'htp://bad stable main\\n' >\"/etc/apt/sources.list.d/$(printf 'odd\\377\\376').list\"";
    await machine.must([
      'bash',
      '-c',
      `${bytes}; mkdir -p "/etc/systemd/system/x.service.d"; touch "/etc/systemd/system/x.service.d/$(printf 'a\\377\\nb').conf" "/etc/ssh/ssh_host_$(printf 'odd\\n\\377')_key"`,
    ]);
    for (const args of [[], ['--deep']]) {
      const said = await scan(machine, args);
      check(
        (said.code === 10 || said.code === 11) && last(said, 'scan') !== undefined,
        `scan ${args.join()}: exit ${said.code}: ${said.text.slice(0, 300)}`,
      );
      check(!said.text.includes('\u001b[31mred'), 'a terminal code of a file name reaches the terminal');
      check(!/internal error|^\s+at /m.test(said.text), `not for people: ${said.text.slice(0, 300)}`);
    }
    const said = await repair(machine, ['deb-bad-source-disable']);
    check(
      said.code !== null && said.code !== 1 && !/internal error/.test(said.text),
      `repair: exit ${said.code}: ${said.text.slice(0, 500)}`,
    );
    check(!machine.exists('/tmp/shell'), 'a file name was run by a shell');
    const run = textOf(last(said, 'finished'), 'run');
    const undone = await call(machine, ['undo', run, '--yes']);
    check(undone.code !== 1 && undone.code !== null, `undo: exit ${undone.code}: ${undone.text.slice(0, 300)}`);
  },
};

/** No service manager, no bus, no network: a container, a chroot, a rescue shell. */
export const noSystem: Trial = {
  id: 'trouble-no-systemd',
  title: 'without a running systemd, in a plain chroot without /sys and /run: units do not apply, the hosts file is repaired and undone',
  prove: async (machine, { check }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    const script =
      'mount --bind / /mnt; mount --bind /opt/rescuepc /mnt/opt/rescuepc; mount -t proc proc /mnt/proc; mount --bind /dev /mnt/dev';
    await machine.must(['sh', '-c', script]);
    const inside = (...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
      machine.run(['unshare', '--net', 'chroot', '/mnt', ...program, ...args, '--json']);
    const seen = await inside('scan');
    check(seen.code === 10, `scan: exit ${seen.code}: ${seen.stderr.slice(0, 300)}`);
    check(!/"known":true[^}]*failed service/.test(seen.stdout), 'services are said to be known');
    const said = await inside('repair', 'any-hosts-hijack', '--yes');
    check(said.code === 0, `repair: exit ${said.code}: ${said.stderr.slice(0, 300)}`);
    check((await hostsAreSound(machine)).pass, 'not repaired');
    const units = await inside('repair', 'any-failed-units', '--yes');
    check(
      units.code === 0 && /"outcome":"not-applicable"/.test(units.stdout),
      `failed units: exit ${units.code}: ${units.stderr.slice(0, 300)}`,
    );
    const undone = await inside('undo', '--last', '--yes');
    check(undone.code === 0 && !(await hostsAreSound(machine)).pass, `undo: exit ${undone.code}: ${undone.stderr.slice(0, 300)}`);
    for (const { stderr } of [seen, said, units, undone])
      check(!/internal error|^\s+at /m.test(stderr), `not for people: ${stderr.slice(0, 300)}`);
  },
};
