import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { productDir } from '../places.ts';
import { call, type Json, last } from '../product.ts';
import type { Proof, Trial } from '../rights/trial.ts';

type Rung = { readonly title: string; readonly state: string; readonly says: string; readonly routines: readonly string[] };

/** An address that the product asks is this machine's own, and a TLS server there shows all kinds of certificates. */
export const secureConnections: Trial = {
  id: 'secure-connections',
  title: 'a secure connection that does not come about is explained, with the repair that helps',
  async prove(machine, proof) {
    machine.write('/srv/lab/server.cjs', server);
    machine.write('/srv/lab/issue.sh', issue);
    await machine.must(['ip', 'link', 'set', 'lo', 'up']);
    await machine.must(['ip', 'address', 'add', '1.1.1.1/32', 'dev', 'lo']);
    await machine.must(['sh', '/srv/lab/issue.sh']);
    await says(machine, proof, 'nobody listens', 'could-not-look', /no address on the internet answers/);

    await serve(machine, 'sound', 0);
    await says(machine, proof, 'an unknown authority', 'breaks', /Lab Authority vouches for 1\.1\.1\.1/, 'any-proxy-hijack');
    await machine.must(['cp', '/srv/lab/ca.pem', '/usr/local/share/ca-certificates/lab.crt']);
    await machine.must(['update-ca-certificates']);
    await says(machine, proof, 'a sound server', 'fine', /Lab Authority vouches/);
    await serve(machine, 'early', 350);
    await says(machine, proof, 'not valid yet', 'breaks', /350 days behind/, 'any-clock-sync');
    await serve(machine, 'late', -20);
    await says(machine, proof, 'expired', 'breaks', /20 days ahead/, 'any-clock-sync');
    await serve(machine, 'late', 0);
    await says(machine, proof, 'expired, and the clock is right', 'breaks', /although the clock is right/, 'any-trust-store');
    await serve(machine, 'other', 0);
    await says(machine, proof, 'a certificate for another address', 'breaks', /Somebody else answers/, 'any-proxy-hijack');
    await machine.must(['systemctl', 'stop', 'lab-tls.service']);
    await machine.must(['systemd-run', '-q', '--unit=lab-plain', `${productDir}/node_modules/node/bin/node`, '-e', plain]);
    await ready(machine);
    await says(machine, proof, 'no TLS at all', 'breaks', /secure ones come to nothing/, 'any-proxy-hijack');
  },
};

async function says(machine: Machine, proof: Proof, what: string, state: string, words: RegExp, routine?: string): Promise<void> {
  const said = await call(machine, ['scan', '--symptom', 'no-updates']);
  const { rungs = [] } = (last(said, 'scan')?.['symptom'] ?? {}) as Json & { rungs?: readonly Rung[] };
  const rung = rungs.find(({ title }) => title === 'Secure connections');
  const right = rung?.state === state && words.test(rung.says) && (routine === undefined || rung.routines.includes(routine));
  proof.check(right, `${what}: ${JSON.stringify(rung ?? said.text.slice(0, 300))}`);
}

/** Starts the server anew with this certificate; it tells a time this many days from now. */
async function serve(machine: Machine, name: string, days: number): Promise<void> {
  await machine.run(['systemctl', 'stop', 'lab-tls.service']);
  const node = `${productDir}/node_modules/node/bin/node`;
  await machine.must(['systemd-run', '-q', '--unit=lab-tls', node, '/srv/lab/server.cjs', name, String(days)]);
  await ready(machine);
}

/** Until somebody listens on the port; a slow machine gets a minute. */
async function ready(machine: Machine): Promise<void> {
  await until('the server listens', async () => {
    const listening = await machine.must(['ss', '-Hltn']);
    return listening.includes('1.1.1.1:443') || undefined;
  });
}

const server = `const { readFileSync } = require('node:fs');
const [name, days] = process.argv.slice(2);
const read = (end) => readFileSync('/srv/lab/' + name + end);
const date = new Date(Date.now() + days * 86400000).toUTCString();
require('node:tls').createServer({ cert: read('.pem'), key: read('.key') }, (socket) => {
  socket.on('error', () => {});
  socket.on('data', () => socket.end('HTTP/1.1 200 OK\\r\\nDate: ' + date + '\\r\\n\\r\\n'));
}).on('tlsClientError', () => {}).listen(443, '1.1.1.1');
`;

const plain = `require('node:net').createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n'));
}).listen(443, '1.1.1.1');`;

/** An authority, and certificates for now, later, earlier, and for somebody else. */
const issue = `set -e
cd /srv/lab
new='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
openssl req -x509 $new -subj '/O=Lab Authority' -days 3650 -keyout ca.key -out ca.pem
make() {
  : >index; echo 1000 >serial
  printf '%s\\n' '[ca]' 'default_ca=lab' '[lab]' 'database=index' 'serial=serial' 'new_certs_dir=.' 'default_md=sha256' \\
    'policy=any' 'x509_extensions=names' '[any]' 'commonName=supplied' '[names]' "subjectAltName=IP:$4" >config
  openssl req $new -subj "/CN=$1" -keyout $1.key -out $1.csr
  openssl ca -batch -config config -cert ca.pem -keyfile ca.key -notext -in $1.csr -out $1.pem \\
    -startdate $(date -u -d "$2 days" +%Y%m%d%H%M%SZ) -enddate $(date -u -d "$3 days" +%Y%m%d%H%M%SZ)
}
make sound -1 30 1.1.1.1
make early 300 400 1.1.1.1
make late -60 -10 1.1.1.1
make other -1 30 192.0.2.7
`;
