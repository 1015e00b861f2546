import type { HostsLine } from '../../facts/hosts-file.js';
import { latin1ToWords } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

/**
 * Names that belong in no hosts file: update servers of systems, and makers of protection software. Malware maps
 * them away so that neither updates nor a cure can be fetched. A name covers its subdomains.
 */
const protectedNames = [
  'debian.org',
  'ubuntu.com',
  'fedoraproject.org',
  'archlinux.org',
  'opensuse.org',
  'kernel.org',
  'launchpad.net',
  'linuxmint.com',
  'windowsupdate.com',
  'update.microsoft.com',
  'windowsupdate.microsoft.com',
  'swcdn.apple.com',
  'swscan.apple.com',
  'clamav.net',
  'virustotal.com',
  'malwarebytes.com',
  'eset.com',
  'kaspersky.com',
  'avast.com',
  'avg.com',
  'avira.com',
  'bitdefender.com',
  'norton.com',
  'symantec.com',
  'mcafee.com',
  'sophos.com',
  'trendmicro.com',
  'f-secure.com',
  'drweb.com',
  'gdata.de',
  'comodo.com',
  'safebrowsing.googleapis.com',
  'paypal.com',
];

const marker = '# disabled by RescuePC: ';

export const anyHostsHijack = defineRoutine({
  id: 'any-hosts-hijack',
  os: ['linux'],
  title: 'Clean the hosts file',
  explains:
    'The hosts file sends update servers or protection software to a wrong address, or no longer knows the machine itself. The wrong lines are made comments, so that nothing is lost, and the localhost line is added if it is missing.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-updates', 'no-internet', 'pop-ups'],
  target: 'any',
  confirmed: 'lab',
  source: 'hosts(5)',
  params: {},
  reads: ['hosts-file'],
  diagnose(facts) {
    const hosts = facts['hosts-file'];
    if (!hosts.known) return unknown(hosts);
    const { lines } = hosts.value;
    const hijacked = lines.filter((line) => hijackedName(line) !== undefined);
    const items = hijacked.map((line) => ({
      id: `line-${line.line}`,
      title: `${hijackedName(line) ?? ''} is sent to ${line.address}`,
      outcome: 'needed' as const,
      evidence: [{ source: `/etc/hosts:${line.line}`, line: latin1ToWords(line.text), meaning: 'this name belongs in no hosts file' }],
    }));
    const noLocalhost = !lines.some((line) => line.names.includes('localhost') && line.address.startsWith('127.'));
    if (noLocalhost)
      items.push({
        id: 'localhost',
        title: 'The localhost line is missing',
        outcome: 'needed',
        evidence: [{ source: '/etc/hosts', line: 'no line for localhost', meaning: 'programs cannot reach the machine itself by name' }],
      });
    if (items.length === 0)
      return healthy('The hosts file redirects nothing that matters.', [
        { source: '/etc/hosts', line: `${lines.length} entries`, meaning: 'localhost is there, no protected name is' },
      ]);
    const names = hijacked.map((line) => hijackedName(line) ?? '');
    const what =
      names.length > 0
        ? `The hosts file sends ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} to a wrong address.`
        : 'The hosts file does not know localhost.';
    return needed(
      names.length > 0 ? 'critical' : 'warning',
      what,
      items.flatMap((item) => item.evidence),
      items,
    );
  },
  plan({ facts, items }) {
    const hosts = facts['hosts-file'];
    if (!hosts.known) return [];
    const edits = hosts.value.lines
      .filter((line) => items.includes(`line-${line.line}`))
      .map((line) => ({ line: line.line, old: line.text, new: `${marker}${line.text}` }));
    const added = items.includes('localhost') ? [{ line: 0, old: '', new: '127.0.0.1\tlocalhost' }] : [];
    return always([
      { kind: 'edit-file', scope: 'machine', title: 'Clean the hosts file', path: { text: '/etc/hosts' }, edits: [...edits, ...added] },
    ]);
  },
});

function hijackedName(line: HostsLine): string | undefined {
  return line.names.find((name) => protectedNames.some((known) => name === known || name.endsWith(`.${known}`)));
}
