import {
  failService,
  hijackedLines,
  hijackHosts,
  hostsOf,
  interruptPackages,
  isActive,
  isHijacked,
  pinHosts,
  plantTimedJob,
  unpinHosts,
} from './faults.ts';
import { expect, test } from './rig.ts';
import { fullCheck, goTo, planOne, reviewRepairs, startButton, startRun } from './ways.ts';

const hosts = 'Clean the hosts file';

test('a plan shows the exact change, items can be left out, and what is started is what was agreed to', async ({ page, rig }) => {
  hijackHosts(rig.machine);
  await planOne(page, hosts);
  const kept = hijackedLines[1];
  const keptItem = 'update.microsoft.com is sent to 127.0.0.1';
  await expect(page.getByRole('main')).toContainText(hijackedLines[0]);
  await page.getByRole('group', { name: 'What to repair' }).getByLabel(keptItem).click();
  await expect(page.getByText('The plan is not the same as before')).toBeVisible();
  await expect(page.locator('del, s').filter({ hasText: kept }).first()).toBeVisible();
  // Without a name nobody has agreed.
  await startButton(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Write who has agreed' })).toBeVisible();
  expect(page.url()).toContain('#/plan');
  const run = await startRun(page);
  await expect(page.getByRole('status').filter({ hasText: 'repaired' })).toBeVisible();
  const outcome = page.getByRole('list', { name: 'What became of it' });
  await expect(outcome.getByRole('listitem').filter({ hasText: 'security.debian.org' })).toContainText('repaired');
  expect(isHijacked(rig.machine, hijackedLines[0])).toBe(false);
  expect(isHijacked(rig.machine, kept)).toBe(true);
  // One step taken back, from the page of the run.
  await page.getByRole('button', { name: 'Undo this repair' }).click();
  await expect(page).toHaveURL(new RegExp(`#/history/${run}`));
  await page.getByRole('button', { name: 'Undo this step' }).click();
  await page.getByRole('button', { name: 'Put back 1 thing' }).click();
  await expect(page.getByRole('dialog')).toContainText('put back');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('taken back').first()).toBeVisible();
  expect(isHijacked(rig.machine, hijackedLines[0])).toBe(true);
});

test('a reload keeps what was chosen, unless the plan is another one by then: that is shown', async ({ page, rig }) => {
  hijackHosts(rig.machine);
  await planOne(page, hosts);
  const item = page.getByRole('group', { name: 'What to repair' }).getByLabel('update.microsoft.com is sent to 127.0.0.1');
  const changed = page.getByText('The plan is not the same as before');
  await item.click();
  await expect(changed).toBeVisible();
  await page.reload();
  await expect(startButton(page)).toBeVisible();
  await expect(item).not.toBeChecked();
  await expect(changed).toHaveCount(0);
  hijackHosts(rig.machine, [...hijackedLines, '0.0.0.0 deb.debian.org']);
  await page.reload();
  await expect(changed).toBeVisible();
  await expect(item).toBeChecked();
});

test('a gate keeps a repair from running until it is accepted', async ({ page, rig }) => {
  const table = rig.machine.read('/etc/fstab');
  rig.machine.write('/etc/fstab', `${table.toString()}UUID=deadbeef-0000-4000-8000-000000000002 /srv/old ext4 defaults 0 2\n`);
  await rig.machine.must(['touch', '/run/reboot-required']);
  try {
    await planOne(page, 'Let the machine start without a disk that is gone');
    await expect(page.getByText('A restart is pending: this repair will not run', { exact: true })).toBeVisible();
    await expect(startButton(page)).toBeDisabled();
    await page.getByLabel('I know this, and the repair shall run all the same').click();
    await expect(page.getByText('A restart is pending: accepted', { exact: true })).toBeVisible();
    await expect(startButton(page)).toBeEnabled();
  } finally {
    rig.machine.write('/etc/fstab', table);
    await rig.machine.must(['rm', '/run/reboot-required']);
  }
});

test('in mid-run: a reload replays, a second tab watches and takes control, and a stop is kept', async ({ page, rig }) => {
  hijackHosts(rig.machine);
  await failService(rig.machine);
  const packages = await interruptPackages(rig.machine);
  await fullCheck(page);
  await reviewRepairs(page, 3);
  await packages.hold();
  const run = await startRun(page);
  const atWork = page.getByRole('status').filter({ hasText: 'Repair at work' });
  await expect(atWork).toBeVisible();
  await expect(page.getByText('Finish the interrupted package run').first()).toBeVisible();
  await goTo(page, '/settings');
  await page.getByRole('link', { name: 'Show the repair' }).click();
  await page.reload();
  await expect(atWork).toBeVisible();
  await expect(page.getByRole('list', { name: 'Repairs of this run' }).getByRole('listitem').first()).toBeVisible();
  const second = await rig.open();
  await goTo(second, `/run/${run}`);
  const stop = second.getByRole('button', { name: 'Stop the repair' });
  await expect(stop).toBeDisabled();
  await second.getByRole('button', { name: 'Take control here' }).click();
  await stop.click();
  await expect(second.getByText('It was asked to stop')).toBeVisible();
  await packages.letGo();
  for (const window of [page, second]) await expect(window.getByRole('status').filter({ hasText: 'Repair cancelled' })).toBeVisible();
  // The step in flight came to its end, what came after it did not begin.
  expect(rig.machine.exists('/var/lib/lab-slow')).toBe(true);
  expect(await isActive(rig.machine)).toBe(false);
  await second.context().close();
});

test('undo leaves what was changed since to a person, side by side, and keeps to each decision', async ({ page, rig }) => {
  hijackHosts(rig.machine);
  await rig.machine.must(['chmod', '666', '/etc/passwd']);
  const before = hostsOf(rig.machine);
  await fullCheck(page);
  await page.getByRole('button', { name: /Review \d+ repairs?/ }).click();
  const run = await startRun(page);
  await expect(page.getByText('What to do next')).toBeVisible();
  const own = `${hostsOf(rig.machine)}10.0.0.5 nas.home\n`;
  rig.machine.write('/etc/hosts', own);
  await goTo(page, `/history/${run}`);
  await page.getByRole('button', { name: 'Undo this run' }).click();
  const conflict = page.locator('[data-conflict]');
  await expect(conflict).toContainText('security.debian.org');
  await expect(conflict).toContainText('nas.home');
  await page.getByRole('button', { name: /Put back \d+ thing/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('left as it is: changed since');
  expect(hostsOf(rig.machine)).toBe(own);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Undo this run' }).click();
  await conflict.getByLabel('Put the old state back all the same').check();
  await page.getByRole('button', { name: 'Put back 1 thing' }).click();
  await expect(dialog).toContainText('Done. This is how it ended');
  expect(hostsOf(rig.machine)).toBe(before);
});

test('where a complaint goes on is offered at the end of its repair, and still after a reload', async ({ page, rig }) => {
  hijackHosts(rig.machine);
  plantTimedJob(rig.machine);
  await pinHosts(rig.machine);
  try {
    await page.getByRole('button', { name: 'pop-ups' }).click();
    const ladder = page.getByTestId('ladder');
    await ladder.getByRole('listitem').filter({ hasText: 'hosts file' }).getByRole('button', { name: 'Review the repair' }).click();
    await expect(startButton(page)).toBeVisible();
    await startRun(page);
    const heading = page.getByRole('heading', { name: 'Where the complaint goes on: pop-ups' });
    const goesOn = page.locator('section').filter({ has: heading });
    await expect(goesOn).toContainText('/etc/cron.d/0update');
    await expect(goesOn).toContainText('here it breaks');
    await page.reload();
    await expect(goesOn).toContainText('/etc/cron.d/0update');
    await goesOn.getByRole('button', { name: 'Review this repair' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Switch off timed jobs that malware leaves behind' })).toBeVisible();
  } finally {
    await unpinHosts(rig.machine);
  }
});
