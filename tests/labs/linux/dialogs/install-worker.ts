import { hostsHijack } from '../cases/any-hosts-hijack.ts';
import type { Trial } from '../rights/trial.ts';

const question = /\[y\/N\][^\n]*$/;
const copy = '/home/tech/rescuepc';

/** A product in a user's folder: its worker may not run as root there, but a protected copy of it may, once asked. */
export const installWorker: Trial = {
  id: 'install-worker',
  title: 'a portable copy offers to install its worker in a protected place',
  machine: { sizeMb: 1200 },
  async prove(machine, proof) {
    await hostsHijack.settle?.(machine);
    await hostsHijack.inject(machine);
    const parts = ['package.json', 'native-scripts', 'out', 'node_modules/node', 'node_modules/better-sqlite3'];
    await machine.must(['sh', '-c', `mkdir -p ${copy}/node_modules && cd /opt/rescuepc && cp -r --parents ${parts.join(' ')} ${copy}`], {
      user: 'tech',
    });
    const program = [`${copy}/node_modules/node/bin/node`, `${copy}/out/main/cli.js`, 'repair', ...hostsHijack.routines];
    const yes = { expect: question, send: 'y\n' };
    const refused = await machine.terminal(program, [{ expect: question, send: 'n\n' }], { user: 'tech' });
    proof.check(
      refused.code === 4 && /can be changed by others than root/.test(refused.screen),
      `declined: exit ${refused.code}: ${refused.screen.slice(0, 300)}`,
    );
    proof.check(!machine.exists('/opt/rescuepc-worker'), 'declined, and installed all the same');
    const said = await machine.terminal(program, [yes, yes], { user: 'tech' });
    proof.check(said.code === 0, `installed: exit ${said.code}: ${said.screen.slice(-600)}`);
    const after = await hostsHijack.oracle(machine);
    proof.check(after.pass, `repaired by the installed worker: ${after.answer}`);
    const loose = await machine.run([
      'find',
      '/opt/rescuepc-worker',
      '(',
      '!',
      '-user',
      'root',
      '-o',
      '-perm',
      '/022',
      ')',
      '!',
      '-type',
      'l',
    ]);
    proof.check(loose.code === 0 && loose.stdout === '', `not protected: ${loose.stdout}`);
    await machine.must(['sh', '-c', 'for f in /opt/rescuepc-worker/*/out/main/worker.js; do echo "// planted" >>"$f"; done']);
    const tampered = await machine.terminal([...program, '--yes'], [{ expect: question, send: 'n\n' }], {
      user: 'tech',
    });
    proof.check(tampered.code === 4, `a changed copy was used: exit ${tampered.code}`);
  },
};
