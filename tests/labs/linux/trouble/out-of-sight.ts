import { addService, failOnce } from '../cases/any-failed-units.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { call, itemOutcomes, last, plan, repair, scan, textOf } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

const loop = 'lab-loop.service';
const late = 'lab-late.service';
const fleeting = 'lab-fleeting.service';

/** What systemd does not call failed at the moment is not repaired: it fails again in ten seconds, or nothing is left of it. */
export const outOfSight: Trial = {
  id: 'trouble-out-of-sight',
  title: 'services that fail and are started again and again are found and not called repaired; one without a file keeps its failure',
  about: ['any-failed-units'],
  prove: async (machine, { check, says }) => {
    await addService(machine, 'lab-once', '/srv/lab/ready');
    await failOnce(machine, 'lab-once', '/srv/lab/ready');
    await startLooping(machine, loop, '/usr/bin/false', 10);
    await startLooping(machine, late, "/bin/sh -c 'sleep 1; exit 1'", 30);
    await machine.must(['systemd-run', '-q', `--unit=${fleeting}`, '/usr/bin/false']);
    await until('the service without a file has failed', async () =>
      (await state(machine, fleeting)) === 'failed failed' ? true : undefined,
    );

    // All of them wait to be started again, or have failed: whenever the scan looks, it finds them.
    await untilWaiting(machine, loop);
    await untilWaiting(machine, late);
    const seen = JSON.stringify(last(await scan(machine, ['--only', 'any-failed-units']), 'scan')?.['findings'] ?? '');
    for (const unit of [loop, late, fleeting, 'lab-once.service'])
      check(seen.includes(unit), `not found: ${unit} in ${seen.slice(0, 400)}`);
    const planned = JSON.stringify(last(await plan(machine, ['any-failed-units']), 'plan')?.['parts'] ?? '');
    check(planned.includes(`"reset-failed","${loop}"`), `${loop} is not planned: ${planned.slice(0, 400)}`);
    check(!planned.includes(`"reset-failed","${fleeting}"`), 'the failure of the service without a file would be forgotten');

    await untilWaiting(machine, loop);
    await untilWaiting(machine, late);
    const said = await repair(machine, ['any-failed-units']);
    says('repair', said, 3, /failed again after it was started/);
    const outcomes = itemOutcomes(said);
    check(outcomes['lab-once.service'] === 'repaired', `lab-once: ${outcomes['lab-once.service']}`);
    for (const unit of [loop, late]) check(outcomes[unit] === 'not-repaired', `${unit}: ${outcomes[unit]}`);
    check((await state(machine, fleeting)) === 'failed failed', `the record of ${fleeting} is gone: ${await state(machine, fleeting)}`);
    const run = textOf(last(said, 'finished'), 'run');
    const looked = await call(machine, ['verify', run]);
    check(looked.code === 3, `verify: exit ${looked.code}: ${JSON.stringify(looked.documents).slice(0, 400)}`);
  },
};

/** A service that ends badly and is started again by itself, without an end. */
async function startLooping(machine: Machine, unit: string, program: string, seconds: number): Promise<void> {
  const lines = [
    '[Unit]',
    'StartLimitIntervalSec=0',
    '[Service]',
    `ExecStart=${program}`,
    'Restart=on-failure',
    `RestartSec=${seconds}`,
    '',
  ];
  machine.write(`/etc/systemd/system/${unit}`, lines.join('\n'));
  await machine.must(['systemctl', 'daemon-reload']);
  await machine.must(['systemctl', 'start', '--no-block', unit]);
}

async function untilWaiting(machine: Machine, unit: string): Promise<void> {
  await until(`${unit} waits`, async () => ((await state(machine, unit)) === 'activating auto-restart' ? true : undefined));
}

/** ActiveState and SubState. */
async function state(machine: Machine, unit: string): Promise<string> {
  const { stdout } = await machine.run(['systemctl', 'show', unit, '-p', 'ActiveState,SubState', '--value']);
  return stdout.trim().split('\n').join(' ');
}
