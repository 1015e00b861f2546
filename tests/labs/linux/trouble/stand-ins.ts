import { until } from '../host.ts';
import { hijackHosts } from '../cases/any-hosts-hijack.ts';
import type { Machine } from '../machine.ts';
import { call, last, repair, scan } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

const programs = { systemctl: 'failed-units', dpkg: 'dpkg-audit' } as const;

/** A program that misbehaves, in the place of the real one. */
async function standIn(machine: Machine, name: string, script: string | null): Promise<void> {
  await machine.must(['sh', '-c', `[ -e /usr/bin/${name}.real ] || mv /usr/bin/${name} /usr/bin/${name}.real; rm -f /usr/bin/${name}`]);
  if (script !== null) machine.write(`/usr/bin/${name}`, script, 0o755);
}

const ills: readonly (readonly [string, string | null, RegExp])[] = [
  ['is missing', null, /not on this machine/],
  ['floods', '#!/bin/sh\nexec yes 0123456789012345678901234567890123456789\n', /printed without end|not known here/],
  ['prints binary', '#!/bin/sh\nhead -c 4000 /dev/urandom\nexit 0\n', /./],
  ['prints binary and fails', '#!/bin/sh\nhead -c 4000 /dev/urandom\nexit 3\n', /./],
  ['kills itself', '#!/bin/sh\nkill -9 $$\n', /SIGKILL/],
  ['cannot be executed as a program', 'no program at all', /./],
  ['says nothing and fails', '#!/bin/sh\nexit 77\n', /./],
];

/** systemctl and dpkg that misbehave: what they should have told is unknown, never healthy, and everything else is still read. */
export const misbehaving: Trial = {
  id: 'trouble-stand-ins',
  title: 'systemctl and dpkg are missing, flood, print binary, die or fail: that fact is unknown with words, the rest is read',
  prove: async (machine, { check }) => {
    await hijackHosts(machine);
    for (const [name, fact] of Object.entries(programs)) {
      for (const [ill, script, words] of ills) {
        // Without systemctl a machine counts as one without systemd, to which the fact does not apply.
        if (name === 'systemctl' && script === null) continue;
        await standIn(machine, name, script);
        const said = await scan(machine, ['--only', `${fact},hosts-file`]);
        const shown = JSON.stringify(last(said, 'scan')?.['unknown'] ?? 'no scan');
        check(said.code === 10 || said.code === 11, `${name} ${ill}: exit ${said.code}: ${said.text.slice(0, 300)}`);
        check(shown.includes(fact) && words.test(shown), `${name} ${ill}: not unknown: ${shown.slice(0, 300)}`);
        check(!/^\s+at |internal error/m.test(said.text), `${name} ${ill}: not for people: ${said.text.slice(0, 300)}`);
      }
      await machine.must(['mv', `/usr/bin/${name}.real`, `/usr/bin/${name}`]);
    }
    const said = await repair(machine, ['any-hosts-hijack']);
    check(said.code === 0, `the hosts file is not repaired afterwards: ${said.code}`);
  },
};

/** A program that never answers holds up neither the scan for ever nor the other facts, and is not left behind. */
export const hanging: Trial = {
  id: 'trouble-hanging-command',
  title: 'smartctl hangs, with a child, and ignores SIGTERM: the fact is unknown (timed out), nothing of it is left',
  prove: async (machine, { check }) => {
    machine.write('/usr/sbin/smartctl', '#!/bin/sh\ntrap "" TERM\nsleep 3000 &\nsleep 3000\n', 0o755);
    const said = await call(machine, ['scan', '--only', 'disk-health,hosts-file']);
    check(said.code === 11, `exit ${said.code}: ${said.text.slice(0, 300)}`);
    const unknown = JSON.stringify(last(said, 'scan')?.['unknown'] ?? '');
    check(/disk-health/.test(unknown) && /in time/.test(unknown), `not unknown for its time: ${unknown}`);
    const left = (): number => machine.processes().filter(({ argv }) => argv.includes('3000')).length;
    await until('the hanging program is gone', async () => (left() === 0 ? true : undefined));
  },
};
