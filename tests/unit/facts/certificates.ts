import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Identity = { readonly cert: string; readonly key: string };

/** An authority made with openssl, and certificates for 127.0.0.1 (or another address) that it issues for any time. */
export function createAuthority(folder: string, name: string): { readonly cert: string; issue(days: Days, address?: string): Identity } {
  const path = (file: string): string => join(folder, `${name.replaceAll(' ', '-')}-${file}`);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-subj', `/O=${name}`, '-days', '3650', '-keyout', path('ca.key'), '-out', path('ca.pem'));
  let count = 0;
  return {
    cert: readFileSync(path('ca.pem'), 'utf8'),
    issue([from, to], address = '127.0.0.1') {
      count += 1;
      const [own, request, cert] = [path(`${count}.key`), path(`${count}.csr`), path(`${count}.pem`)];
      writeFileSync(path('index'), '');
      writeFileSync(path('index-serial'), `${1000 + count}\n`);
      writeFileSync(path('config'), config(folder, path('index'), address));
      openssl('req', ...key, '-subj', '/CN=lab server', '-keyout', own, '-out', request);
      const signing = ['-cert', path('ca.pem'), '-keyfile', path('ca.key'), '-startdate', utc(from), '-enddate', utc(to)];
      openssl('ca', '-batch', '-config', path('config'), ...signing, '-notext', '-in', request, '-out', cert);
      return { cert: readFileSync(cert, 'utf8'), key: readFileSync(own, 'utf8') };
    },
  };
}

/** From and to, in days from now. */
type Days = readonly [number, number];

function utc(days: number): string {
  const stamp = new Date(Date.now() + days * 86_400_000).toISOString().replace(/\D/g, '');
  return `${stamp.slice(0, 14)}Z`;
}

function config(folder: string, index: string, address: string): string {
  return `[ca]
default_ca = lab
[lab]
database = ${index}
serial = ${index}-serial
new_certs_dir = ${folder}
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = IP:${address}
`;
}
