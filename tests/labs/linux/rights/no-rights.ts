import { hijackHosts, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { call, last, repair, scan } from '../product.ts';
import type { Trial } from './trial.ts';

const looking = [['scan'], ['plan', 'any-hosts-hijack'], ['history'], ['routines'], ['facts'], ['runs'], ['quarantine', 'list']];

/** Somebody who may not become root is told so, and nothing is changed. */
export const noRights: Trial = {
  id: 'rights-none',
  title: 'alice may use neither sudo nor pkexec: she can look, a repair ends with 4 and changes nothing',
  prove: async (machine, { check, says, refuses, untouched }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    const before = machine.changedFiles();
    const seen = await scan(machine, [], { user: 'alice' });
    check(seen.code === 10, `the scan of alice ends with ${seen.code}, not 10`);
    const said = await repair(machine, ['any-hosts-hijack'], { user: 'alice' });
    refuses('a repair by alice', said, 4, /sudo|password|agent/i);
    check(/sudo wants a password|may not use sudo/.test(said.text), `what sudo said is not told: ${said.text}`);
    for (const command of [
      ['undo', '--last'],
      ['recover', '20260101-000000-abcdef'],
    ]) {
      const other = await call(machine, command, { user: 'alice' });
      says(command.join(' '), other, 2, /nothing to undo|no run/i);
    }
    untouched('alice', machine, before);
  },
};

/** Looking never asks for a password; only what changes the machine does. */
export const noPrompt: Trial = {
  id: 'rights-no-prompt',
  title: 'scan, plan, history, routines, facts, runs and quarantine list call neither sudo nor pkexec; a repair does',
  prove: async (machine, { check }) => {
    await hijackHosts(machine);
    for (const name of ['sudo', 'pkexec']) {
      await machine.must(['mv', `/usr/bin/${name}`, `/usr/bin/${name}.real`]);
      machine.write(`/usr/bin/${name}`, `#!/bin/sh\necho ${name} >>/tmp/asked\nexit 1\n`, 0o755);
    }
    for (const command of looking) {
      const said = await call(machine, command, { user: 'tech' });
      check(said.code === 0 || said.code === 10, `${command.join(' ')} as tech: exit ${said.code}: ${said.text.slice(0, 200)}`);
      check(!machine.exists('/tmp/asked'), `${command.join(' ')} asked for root's rights`);
    }
    const provisional = last(await call(machine, ['plan', 'any-hosts-hijack'], { user: 'tech' }), 'plan');
    check(JSON.stringify(provisional).includes('"provisional":true'), 'a plan made without rights is not called provisional');
    const said = await repair(machine, ['any-hosts-hijack'], { user: 'tech' });
    check(said.code === 4 && machine.exists('/tmp/asked'), `the detector is blind: a repair ends with ${said.code}`);
  },
};
