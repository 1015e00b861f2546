import type { CrypttabDevice } from '../../facts/crypttab.js';
import { withoutWaiting } from '../../facts/readers/crypttab.js';
import { isAwaited, vitalMounts, withOption } from '../../facts/readers/fstab.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf } from '../item.js';
import { always } from '../steps.js';

export const anyCrypttabBrokenEntry = defineRoutine({
  id: 'any-crypttab-broken-entry',
  os: ['linux'],
  title: 'Let the machine start without an encrypted disk that is gone',
  explains:
    'At every start the system waits a minute and a half for an encrypted disk that is not there any more; if something of it is mounted too, it then stops in emergency mode. The entry is marked so that the start goes on without it; if the disk comes back, it is unlocked as before.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-fsck-ext4'],
  touches: ['files', 'boot'],
  symptoms: ['wont-boot', 'slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'crypttab(5), systemd-cryptsetup-generator(8): nofail; findfs(8)',
  params: {},
  reads: ['crypttab'],
  diagnose(facts) {
    const table = facts.crypttab;
    if (!table.known) return unknown(table);
    const awaited = table.value.filter(isAwaited);
    const gone = awaited.filter(({ found }) => found === false);
    const unseen = awaited.filter(({ found }) => found === null);
    if (gone.length === 0 && unseen.length > 0)
      return unknown({
        known: false,
        code: 'failed',
        reason: `It cannot be seen here whether the disk of ${unseen.map(({ name }) => name).join(', ')} is there.`,
        cure: '',
      });
    if (gone.length === 0)
      return healthy('Every encrypted disk that the start waits for is there.', [
        { source: '/etc/crypttab', line: `${awaited.length} entries`, meaning: 'their devices exist' },
      ]);
    const items = gone.map((entry) => ({
      id: entry.name,
      title: `${entry.device} for ${entry.name} does not exist`,
      outcome: isVital(entry) ? ('unknown' as const) : ('needed' as const),
      evidence: table.evidence.filter(({ source }) => source === `/etc/crypttab:${entry.line}`),
    }));
    if (items.every(({ outcome }) => outcome === 'unknown')) {
      const summary = `${items[0]?.title ?? ''}; only a person can say which disk it should be.`;
      return { outcome: 'unknown', severity: 'critical', summary, evidence: evidenceOf(items), items };
    }
    return needed('critical', `The next start will wait in vain: ${items.map(({ title }) => title).join('; ')}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const table = facts.crypttab;
    const chosen = table.known ? table.value.filter((entry) => entry.found === false && !isVital(entry) && items.includes(entry.name)) : [];
    if (chosen.length === 0) return [];
    const mounts = chosen.flatMap((entry) => entry.mounts).filter(isAwaited);
    // systemd made its units from the old tables.
    const common = { kind: 'edit-file', scope: 'machine' } as const;
    const refresh = [['systemctl', 'daemon-reload']];
    const unlocked = {
      ...common,
      title: 'Let the start go on without them',
      path: { text: '/etc/crypttab' },
      edits: chosen.map(({ line, text }) => ({ line, old: text, new: withoutWaiting(text) })),
      refresh,
    };
    const mounted = {
      ...common,
      title: 'Do not wait for what would be mounted from them',
      path: { text: '/etc/fstab' },
      edits: mounts.map(({ line, text }) => ({ line, old: text, new: withOption(text, 'nofail') })),
      refresh,
    };
    return always(mounts.length === 0 ? [unlocked] : [unlocked, mounted]);
  },
});

/** What the system cannot be without, or what its first stage unlocks. */
function isVital({ mounts, options }: CrypttabDevice): boolean {
  return options.includes('x-initrd.attach') || mounts.some(({ mount }) => vitalMounts.has(mount));
}
