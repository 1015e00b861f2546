import { until } from '../host.ts';
import type { Machine } from '../machine.ts';

/** Where a machine's own small name server listens, and what it answers to every question. */
export const serverAddress = '127.0.0.77';
const answer = '203.0.113.9';

const script = `
use strict; use Socket;
socket(my $s, PF_INET, SOCK_DGRAM, getprotobyname('udp')) or die; bind($s, sockaddr_in(53, inet_aton('${serverAddress}'))) or die;
while (my $from = recv($s, my $q, 512, 0)) {
  my $i = 12; $i += ord(substr($q, $i, 1)) + 1 while ord(substr($q, $i, 1));
  my $type = unpack('n', substr($q, $i + 1, 2)); my $question = substr($q, 12, $i - 7);
  my $record = $type == 1 ? pack('nnnNn', 0xc00c, 1, 1, 60, 4) . inet_aton('${answer}') : '';
  send($s, substr($q, 0, 2) . pack('nnnnn', 0x8180, 1, $type == 1 ? 1 : 0, 0, 0) . $question . $record, 0, $from);
}
`;

/** Starts a name server in the machine that knows every name. */
export async function startNameServer(machine: Machine): Promise<void> {
  machine.write('/srv/lab/dns.pl', script);
  await machine.must(['systemd-run', '-q', '--unit=lab-dns', 'perl', '/srv/lab/dns.pl']);
  await until('the name server listens', async () => {
    const listening = await machine.must(['ss', '-Hlun']);
    return listening.includes(`${serverAddress}:53`) || undefined;
  });
}

/** What the machine itself finds for a name, by the old IPv4 call, which asks no more than it has to; '' if nothing. */
export async function lookUp(machine: Machine, name: string): Promise<string> {
  const script = 'my $a = inet_aton($ARGV[0]); print $a ? inet_ntoa($a) : ""';
  return machine.must(['perl', '-MSocket', '-e', script, name]);
}

/** Words of a check that a web site is found by name. */
export async function findsWebSite(machine: Machine): Promise<readonly [boolean, string]> {
  const found = await lookUp(machine, 'www.example.org');
  return [found === answer, `www.example.org ${found || 'not found'}`];
}

/** A network with an address of its own, managed by systemd-networkd, which knows the name server as by a DHCP answer. */
export async function knowNameServer(machine: Machine): Promise<void> {
  await machine.must(['ip', 'link', 'add', 'lab0', 'type', 'veth', 'peer', 'name', 'lab1']);
  machine.write('/etc/systemd/network/10-lab.network', `[Match]\nName=lab0\n[Network]\nAddress=192.0.2.10/24\nDNS=${serverAddress}\n`);
  await machine.must(['ip', 'link', 'set', 'lab1', 'up']);
  await machine.must(['systemctl', 'start', 'systemd-networkd.service']);
  await until('networkd knows the name server', async () => {
    const state = machine.run(['cat', '/run/systemd/netif/state']);
    return (await state).stdout.includes(serverAddress) || undefined;
  });
}
