import { hijackHosts, hostsAreSound, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { interruptDpkg, dpkgInterrupted } from '../cases/deb-dpkg-interrupted.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { holdFile } from '../tiny-packages.ts';
import { type Trial, program } from './trial.ts';

const traps = '/home/tech/evil';
const fakes = ['dpkg', 'systemctl', 'sudo', 'pkexec', 'apt-get', 'dpkg-query', 'sh', 'node', 'getfattr', 'lsattr', 'chattr'];
const hostile = {
  PATH: `${traps}/bin:/usr/bin:/bin`,
  NODE_OPTIONS: `--require ${traps}/evil.cjs`,
  LD_PRELOAD: `${traps}/evil.so`,
  LD_LIBRARY_PATH: traps,
  BASH_ENV: `${traps}/evil.sh`,
  ENV: `${traps}/evil.sh`,
  PERL5OPT: '-Mevil',
  DPKG_ROOT: traps,
  DPKG_FORCE: 'all',
  APT_CONFIG: `${traps}/apt.conf`,
};

/** What the caller set up reaches no process that works as root, and no program of his is run in place of the system's. */
export const hostileCaller: Trial = {
  id: 'rights-hostile-caller',
  title: 'PATH with false programs, NODE_OPTIONS, LD_PRELOAD and more, set by tech and by root: none reaches the worker or its children',
  prove: async (machine, { check }) => {
    await setTraps(machine);
    await hostsHijack.settle?.(machine);
    for (const user of ['tech', undefined]) {
      const who = user ?? 'root';
      await machine.run(['dpkg', '--purge', '--force-all', 'lab-slow', 'lab-slow-user']);
      await interruptDpkg(machine);
      await hijackHosts(machine);
      await machine.must(['touch', holdFile]);
      const argv = [...program, 'repair', 'deb-dpkg-interrupted', 'any-hosts-hijack', '--yes', '--json'];
      const repair = machine.start(argv, { env: hostile, ...(user === undefined ? {} : { user }) });
      await until('the repair runs a maintainer script', async () =>
        machine.processes().find(({ argv: words }) => words.some((word) => word.endsWith('lab-slow.postinst'))),
      );
      const dirty = await poisoned(machine);
      check(dirty.seen >= 3, `${who}: only ${dirty.seen} processes of the worker were looked at`);
      check(dirty.found === '', `${who}: the caller's settings reach ${dirty.found}`);
      await machine.must(['rm', holdFile]);
      const said = await repair.done;
      check(said.code === 0, `${who}: exit ${said.code}: ${said.stderr.slice(0, 500)}`);
      const verdicts = [await hostsAreSound(machine), await dpkgInterrupted.oracle(machine)];
      for (const { pass, answer } of verdicts) check(pass, `${who}: not repaired: ${answer}`);
    }
    const scan = await machine.run([...program, 'scan', '--deep', '--json'], { env: hostile });
    check(scan.code !== null && scan.code !== 1, `the scan ends with ${scan.code}`);
    const ran = await machine.run(['cat', '/var/tmp/ran']);
    check(ran.code !== 0, `false programs ran: ${ran.stdout}`);
    const loaded = machine.exists('/var/tmp/loaded') ? machine.read('/var/tmp/loaded').toString().trim().split('\n') : [];
    check(loaded.length >= 3, 'the trap for NODE_OPTIONS is blind: not even the command itself has loaded it');
    const worker = loaded.filter((line) => line.includes('worker.js') && line.startsWith('0 '));
    check(worker.length === 0, `the worker of root loaded the caller's script: ${worker.join(', ')}`);
  },
};

async function setTraps(machine: Machine): Promise<void> {
  for (const name of fakes) machine.write(`${traps}/bin/${name}`, `#!/bin/dash\necho ${name} >>/var/tmp/ran\nexit 0\n`, 0o755);
  machine.write(`${traps}/evil.so`, machine.read('/usr/lib/x86_64-linux-gnu/libutil.so.1'), 0o755);
  const script = `require('fs').appendFileSync('/var/tmp/loaded', process.getuid() + ' ' + process.argv.join(' ') + '\\n', { mode: 0o666 });\n`;
  machine.write(`${traps}/evil.cjs`, script);
  machine.write(`${traps}/evil.sh`, 'echo evil.sh >>/var/tmp/ran\n');
  machine.write('/var/tmp/loaded', '', 0o666);
  await machine.must(['chown', '-R', 'tech:', traps]);
}

/** The worker and everything below it, by environment and by mapped libraries. */
async function poisoned(machine: Machine): Promise<{ seen: number; found: string }> {
  const script = `
below() { echo $1; for c in $(pgrep -P $1); do below $c; done; }
for w in $(pgrep -u root -f '/worker.js$' | while read p; do [ "$(cat /proc/$p/comm)" = sudo ] || echo $p; done); do
  for p in $(below $w); do
    echo "seen $p"
    if tr '\\0' '\\n' </proc/$p/environ | grep -q '${traps}\\|^NODE_OPTIONS\\|^LD_\\|^PERL5OPT\\|^DPKG_FORCE=all'; then echo "dirty environment of $(tr '\\0' ' ' </proc/$p/cmdline)"; fi
    if grep -q evil.so /proc/$p/maps; then echo "dirty library in $(tr '\\0' ' ' </proc/$p/cmdline)"; fi
  done
done`;
  const lines = (await machine.must(['bash', '-c', script])).split('\n');
  return {
    seen: lines.filter((line) => line.startsWith('seen')).length,
    found: lines.filter((line) => line.startsWith('dirty')).join('; '),
  };
}
