import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const conf = '/etc/apt/apt.conf.d/30proxy';
const port = 3142;

export const deadProxy: LabCase = {
  id: 'deb-dead-proxy',
  routines: ['deb-dead-proxy'],
  title: 'updates are sent through a proxy on this machine that was removed',
  inject: writeProxy,
  oracle: proxyAnswers,
  allowedChanges: [conf],
  undo: 'exact',
  exactPaths: () => [conf],
};

export async function writeProxy(machine: Machine): Promise<void> {
  machine.write(conf, `// apt-cacher-ng, B\xfcro\nAcquire::http::Proxy "http://127.0.0.1:${port}/";\nAcquire::https::Proxy "DIRECT";\n`);
}

/** Asks apt what it will do, and tries to connect to where it would go. */
export async function proxyAnswers(machine: Machine): Promise<Verdict> {
  const shown = await machine.must(['apt-config', 'shell', 'P', 'Acquire::http::Proxy']);
  const address = /:\/\/([^:']+):(\d+)/.exec(shown);
  if (!address) return verdict([[true, 'no proxy']]);
  const connect = await machine.run(['bash', '-c', `exec 3<>/dev/tcp/${address[1]}/${address[2]}`]);
  return verdict([[connect.code === 0, `proxy ${address[1]}:${address[2]} ${connect.code === 0 ? 'answers' : 'is dead'}`]]);
}

/** Something that listens on the proxy's port: a socket unit is enough. */
export async function startListener(machine: Machine): Promise<void> {
  machine.write('/etc/systemd/system/lab-proxy.socket', `[Socket]\nListenStream=127.0.0.1:${port}\nAccept=yes\n`);
  machine.write('/etc/systemd/system/lab-proxy@.service', '[Service]\nExecStart=/usr/bin/true\nStandardInput=socket\n');
  await machine.must(['systemctl', 'daemon-reload']);
  await machine.must(['systemctl', 'start', 'lab-proxy.socket']);
}
