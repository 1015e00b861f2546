import { formatBytes } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always, command } from '../steps.js';

/** Nothing irreplaceable: runtimes that no program names, fetched again when one does; people's data lie in their homes. */
export const anyFlatpakUnused = defineRoutine({
  id: 'any-flatpak-unused',
  os: ['linux'],
  title: 'Remove flatpak runtimes that no program uses',
  explains:
    'Programs installed as flatpaks share large runtimes. When a program is removed or changes to a newer one, the old runtime stays. Those that nothing needs any more are removed; if a program needs one again, it is fetched with it.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['packages'],
  symptoms: ['disk-full'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'flatpak-uninstall(1), flatpak-metadata(5), flatpak-pin(1); seen with flatpak 1.14 on Debian 12',
  params: {},
  reads: ['flatpak-runtimes'],
  diagnose(facts) {
    const runtimes = facts['flatpak-runtimes'];
    if (!runtimes.known) return unknown(runtimes);
    if (runtimes.value.length === 0) return healthy('Every flatpak runtime is needed.', runtimes.evidence);
    const bytes = runtimes.value.reduce((sum, one) => sum + one.bytes, 0);
    const items = runtimes.value.map(({ ref, bytes: own }) =>
      neededItem(ref, ref, { source: '/var/lib/flatpak', line: ref, meaning: `no program names it, ${formatBytes(own)}` }),
    );
    const names = fewOf(items.map(({ title }) => title));
    return needed('info', `Unused flatpak runtimes take ${formatBytes(bytes)}: ${names}.`, evidenceOf(items), items);
  },
  plan({ items }) {
    const steps = items.map((ref) =>
      command({
        item: ref,
        title: `Remove the runtime ${ref}`,
        argv: ['flatpak', 'uninstall', '--system', '--noninteractive', `runtime/${ref}`],
        undo: { kind: 'none', why: 'A runtime is fetched again with the program that needs it.' },
        replay: 'idempotent',
        interruptible: false,
        timeoutMs: 600_000,
        onFailure: 'keep',
      }),
    );
    return always(steps);
  },
});
