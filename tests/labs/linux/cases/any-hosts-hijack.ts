import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const hosts = '/etc/hosts';
/** A comment in an old one-byte character set, and somebody's own host: both must outlive the repair. */
const oddComment = Buffer.from('# B\xfcro, Stra\xdfe 5\r\n', 'latin1');
const ownHost = '10.0.0.5\tnas.home\n';
const protectedHosts = ['database.clamav.net', 'update.microsoft.com', 'security.ubuntu.com', 'www.virustotal.com'];

export const hostsHijack: LabCase = {
  id: 'any-hosts-hijack',
  routines: ['any-hosts-hijack'],
  title: 'malware keeps update and antivirus hosts away and took the localhost line',
  settle: addOddities,
  inject: hijackHosts,
  oracle: hostsAreSound,
  allowedChanges: [hosts],
  undo: 'exact',
  exactPaths: () => [hosts],
};

export async function addOddities(machine: Machine): Promise<void> {
  machine.write(hosts, Buffer.concat([machine.read(hosts), oddComment, Buffer.from(ownHost)]));
  await machine.must(['setfattr', '-n', 'user.note', '-v', 'kept', hosts]);
  await machine.must(['setfacl', '-m', 'u:alice:rw', hosts]);
}

export async function hijackHosts(machine: Machine): Promise<void> {
  const kept = machine
    .read(hosts)
    .toString('latin1')
    .replace(/^.*\blocalhost\b.*\n/gm, '');
  const [clam, windows, ubuntu, total] = protectedHosts;
  const added = `127.0.0.1 ${clam} # update\n0.0.0.0\t${windows} ${ubuntu}\n127.0.0.1\t${total}\n`;
  machine.write(hosts, Buffer.from(kept + added, 'latin1'), 0o664);
}

/** Asks the resolver, not the file; and that nothing of the person's own was lost. */
export async function hostsAreSound(machine: Machine): Promise<Verdict> {
  const local = await localhostAddress(machine);
  const answers = await Promise.all(protectedHosts.map(async (name) => (await machine.run(['getent', 'hosts', name])).stdout));
  const kept = machine.read(hosts).includes(oddComment) && (await machine.run(['getent', 'hosts', 'nas.home'])).code === 0;
  const note = await machine.run(['getfattr', '--only-values', '-n', 'user.note', '--absolute-names', hosts]);
  const acl = await machine.run(['getfacl', '-cE', hosts]);
  const hijacked = answers.filter((answer) => /^(127\.|0\.0\.0\.0|::)/.test(answer)).length;
  return verdict([
    [local === '127.0.0.1', `localhost ${local}`],
    [hijacked === 0, `${hijacked} hosts hijacked`],
    [kept && note.stdout === 'kept' && acl.stdout.includes('user:alice:rw-'), kept ? 'own lines kept' : 'own lines lost'],
  ]);
}

/** By the old IPv4 call: `getent ahosts` finds nothing on a machine whose only address is the loopback. */
export async function localhostAddress(machine: Machine): Promise<string> {
  const script = 'my $a = inet_aton("localhost"); print $a ? inet_ntoa($a) : "unknown"';
  return machine.must(['perl', '-MSocket', '-e', script]);
}
