import type { LabCase, Verdict } from '../case.ts';
import { hostsHijack } from '../cases/any-hosts-hijack.ts';
import { unitDropIn } from '../cases/any-unit-dropin.ts';
import { dpkgInterrupted } from '../cases/deb-dpkg-interrupted.ts';
import { exactState } from '../exact-state.ts';
import type { Machine } from '../machine.ts';

/** A broken machine that can be broken again quickly, and whose broken state can be told exactly. */
export type Subject = {
  readonly id: string;
  /** Makes the machine sound, then breaks it, and remembers how. */
  readonly prepare: (machine: Machine) => Promise<void>;
  /** Breaks the machine again, whatever was done to it since. */
  readonly breakAgain: (machine: Machine) => Promise<void>;
  /** All that the repair would change, as text: equal texts, same state. */
  readonly state: (machine: Machine) => Promise<string>;
  readonly oracle: (machine: Machine) => Promise<Verdict>;
};

const unit = 'lab-web.service';
const dropIn = `/etc/systemd/system/${unit}.d/override.conf`;

/** One file, by one edit. */
export const hosts: Subject = {
  id: hostsHijack.id,
  prepare: (machine) => inject(machine, hostsHijack, 'cp -a /etc/hosts /root/broken'),
  // The cp of the base keeps ACL and attributes with -a.
  breakAgain: (machine) => shell(machine, 'rm -f /etc/hosts && cp -a /root/broken /etc/hosts'),
  state: (machine) => states(machine, ['/etc/hosts']),
  oracle: hostsHijack.oracle,
};

/** A file that is moved away, with a refresh, and a service that is started. */
export const dropin: Subject = {
  id: unitDropIn.id,
  prepare: (machine) => inject(machine, unitDropIn, `cp -a ${dropIn} /root/broken`),
  breakAgain: (machine) =>
    shell(
      machine,
      `mkdir -p ${dropIn.replace(/\/[^/]*$/, '')} && cp -a /root/broken ${dropIn} && systemctl daemon-reload && systemctl reset-failed; systemctl restart -q ${unit}; for i in $(seq 50); do systemctl is-failed -q ${unit} && exit 0; sleep 0.02; done; exit 1`,
    ),
  state: async (machine) => {
    // What the service manager has loaded counts, too: a file that it has not read again is not yet in force.
    const shown = await machine.must(['systemctl', 'show', unit, '-p', 'ExecStart,NeedDaemonReload']);
    const reload = /NeedDaemonReload=(\w+)/.exec(shown)?.[1];
    const program = /path=(\S+)/.exec(shown)?.[1];
    return `${await states(machine, [dropIn])}; loaded program ${program}; needs reload ${reload}`;
  },
  oracle: unitDropIn.oracle,
};

/** A command that moves forward only. */
export const dpkg: Subject = {
  id: dpkgInterrupted.id,
  prepare: (machine) => inject(machine, dpkgInterrupted, 'cp -a /var/lib/dpkg /root/broken'),
  // A dpkg that outlived its run, and that nobody waited for, still writes there: it ends first.
  breakAgain: (machine) =>
    shell(
      machine,
      'for i in $(seq 400); do pgrep -x dpkg >/dev/null || break; sleep 0.05; done; rm -rf /var/lib/dpkg /var/lib/lab-slow && cp -a /root/broken /var/lib/dpkg',
    ),
  state: async (machine) =>
    (
      await machine.must([
        'sh',
        '-c',
        'cd /var/lib/dpkg && find . -type f ! -name "lock*" | sort | xargs sha256sum | sha256sum; ls -d /var/lib/lab-slow 2>&1 || true',
      ])
    ).trim(),
  oracle: dpkgInterrupted.oracle,
};

async function inject(machine: Machine, one: LabCase, remember: string): Promise<void> {
  await one.settle?.(machine);
  await one.inject(machine);
  await shell(machine, remember);
}

async function shell(machine: Machine, script: string): Promise<void> {
  await machine.must(['sh', '-c', script]);
}

async function states(machine: Machine, paths: readonly string[]): Promise<string> {
  return [...(await exactState(machine, paths)).values()].join('').trim().replaceAll('\n', ' ');
}
