import { sleep, until } from '../host.ts';
import { holdFile } from '../tiny-packages.ts';
import { type Found, recoverAndLook } from './aftermath.ts';
import type { Point } from './entry.ts';
import { type Report, freshlyBroken, onRig, repairOf, report, rowsOf } from './points.ts';
import { dpkg, hosts } from './subjects.ts';

const lockFile = '/var/lib/rescuepc/lock';

/** For a recovery that has the store and waits for nothing, to come to its repair on a slow machine. */
const longEnoughMs = 8000;

/** The lock of a dead run stops nobody, and its late recovery does not take back what a later run repaired meanwhile. */
export function repairBeforeRecover(): Promise<Report> {
  return onRig(hosts, async (rig) => {
    const rows = await rowsOf(rig, repairOf(hosts));
    const failures: string[] = [];
    const rowsTried = [rows.indexOf('planned') + 1, rows.length];
    for (const row of rowsTried) {
      await freshlyBroken(rig, hosts);
      await rig.strike({ row, moment: 'durable', victim: 'worker' }, repairOf(hosts));
      const repaired = await rig.call(repairOf(hosts));
      if (repaired.code !== 0) failures.push(`row ${row}: a repair after the crash: exit ${repaired.code}: ${repaired.text}`);
      await rig.call(['recover']);
      const verdict = await hosts.oracle(rig.machine);
      const again = await rig.call(['recover']);
      if (!verdict.pass) failures.push(`row ${row}: a late recover broke what a later run had repaired: ${verdict.answer}`);
      if (again.code !== 0 || again.documents[0]?.['type'] !== 'recovered')
        failures.push(`row ${row}: the run stays unfinished: ${again.text}`);
      const journal = await rig.call(['journal', 'verify']);
      if (journal.code !== 0) failures.push(`row ${row}: journal verify: ${journal.text}`);
    }
    return { tried: `${rowsTried.length} points / ${rows.length} rows`, found: 'repaired, and left so', failures };
  });
}

/** dpkg outlives a killed worker: the recovery waits for it, touches nothing meanwhile, and then finishes. */
export function waitForLivingChild(product?: string): Promise<Report> {
  return onRig(
    dpkg,
    async (rig, before) => {
      const found: Found[] = [];
      const failures: string[] = [];
      const rows = await rowsOf(rig, repairOf(dpkg));
      const row = rows.indexOf('child') + 1;
      for (const moment of ['absent', 'durable'] as const) {
        await freshlyBroken(rig, dpkg);
        await rig.machine.must(['touch', holdFile]);
        await rig.strike({ row, moment, victim: 'worker' } satisfies Point, repairOf(dpkg));
        // For a moment the one that becomes the package's script is a dpkg, too.
        const ids = await until('one dpkg that outlived the worker', async () => {
          const living = dpkgs(rig.machine.processes());
          return living.length === 1 ? living : undefined;
        });
        const deadLock = rig.machine.read(lockFile).toString();
        let ended = false;
        const recovering = recoverAndLook(rig, dpkg, before).finally(() => (ended = true));
        const isAtWork = (): boolean => !rig.machine.exists(lockFile) || rig.machine.read(lockFile).toString() !== deadLock;
        await until('the recovery at work', () => Promise.resolve(ended || isAtWork() || undefined));
        await Promise.race([recovering.catch(() => undefined), sleep(longEnoughMs)]);
        if (dpkgs(rig.machine.processes()).join() !== ids.join()) failures.push(`${moment}: recover did not wait for the living dpkg`);
        await rig.machine.must(['rm', holdFile]);
        found.push(await recovering);
      }
      return report('2 moments', found, failures);
    },
    { product },
  );
}

function dpkgs(processes: readonly { readonly argv: readonly string[]; readonly pid: number }[]): readonly number[] {
  return processes.filter(({ argv }) => argv[0]?.endsWith('dpkg') === true && argv.includes('--configure')).map(({ pid }) => pid);
}
