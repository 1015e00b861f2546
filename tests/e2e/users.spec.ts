import { hijackedLines, hijackHosts, hostsOf, isHijacked } from './faults.ts';
import { expect, test } from './rig.ts';
import { goTo, planOne, startButton, startRun } from './ways.ts';

/** Ordinary users with the console in a terminal of their own. */
test.describe.configure({ mode: 'serial' });

const hosts = 'Clean the hosts file';
const caches = "Clean users' caches";

test.afterAll(async ({ rig }) => rig.restartConsole());

test('a harmless repair in a home needs no password, and its settings change the plan', async ({ rig }) => {
  const fill =
    'mkdir -p ~/.cache/thumbnails/large ~/precious && echo keep >~/precious/thesis && fallocate -l 1100M ~/.cache/thumbnails/large/big';
  await rig.machine.must(['sh', '-c', fill], { user: 'tech' });
  await rig.restartConsole({ user: 'tech' });
  const page = await rig.open();
  await expect(page.getByTestId('identity')).toContainText('running as tech');
  await planOne(page, caches);
  await expect(page.getByText('No password is needed for this plan.').first()).toBeVisible();
  await expect(page.getByText('Cannot be undone').first()).toBeVisible();
  const least = page.getByLabel('Clean caches larger than this (MB)');
  await least.fill('5000');
  await least.press('Enter');
  await expect(page.getByText('Nothing to do with these choices')).toBeVisible();
  await expect(startButton(page)).toBeDisabled();
  await least.fill('lots');
  await least.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'A number from' })).toBeVisible();
  await least.fill('500');
  await least.press('Enter');
  await startRun(page);
  await expect(page.getByRole('status').filter({ hasText: 'repaired' })).toBeVisible();
  expect(rig.machine.exists('/home/tech/.cache/thumbnails/large/big')).toBe(false);
  expect(rig.machine.exists('/home/tech/precious/thesis')).toBe(true);
  await page.context().close();
});

test('a provisional plan becomes final through sudo, and the machine is repaired', async ({ rig }) => {
  hijackHosts(rig.machine);
  const page = await rig.open();
  await planOne(page, hosts);
  await expect(page.getByText('A part of this plan is provisional')).toBeVisible();
  await expect(page.getByText('asked for in the terminal in which RescuePC was started').first()).toBeVisible();
  await expect(startButton(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Make the final plan' }).click();
  await expect(startButton(page)).toBeEnabled();
  await expect(page.getByText('A part of this plan is provisional')).toBeHidden();
  const run = await startRun(page);
  await expect(page.getByRole('status').filter({ hasText: 'repaired' })).toBeVisible();
  for (const line of hijackedLines) expect(isHijacked(rig.machine, line)).toBe(false);
  // The undo goes through the same rights.
  await goTo(page, `/history/${run}`);
  await page.getByRole('button', { name: 'Undo this run' }).click();
  await page.getByRole('button', { name: 'Put back 1 thing' }).click();
  await expect(page.getByRole('dialog')).toContainText('put back');
  for (const line of hijackedLines) expect(isHijacked(rig.machine, line)).toBe(true);
  await page.context().close();
});

test('who may not elevate is told so, and what to do; nothing is changed', async ({ rig }) => {
  hijackHosts(rig.machine);
  const before = hostsOf(rig.machine);
  const wrong = { expect: /password for alice/i, send: 'wrong\n' };
  await rig.restartConsole({ user: 'alice', answers: [wrong, { ...wrong, expect: /password for alice/i }, wrong] });
  const page = await rig.open();
  await planOne(page, hosts);
  await page.getByRole('button', { name: 'Make the final plan' }).click();
  await expect(page.getByText('An administrator’s password is asked for in the terminal').first()).toBeVisible();
  const refused = page.getByRole('alert').filter({ hasText: /sudo/ });
  await expect(refused).toBeVisible();
  await expect(refused).toContainText(/Try again|Ask an administrator|Try as root/);
  await expect(page.getByText('A part of this plan is provisional')).toBeVisible();
  await expect(startButton(page)).toHaveCount(0);
  expect(hostsOf(rig.machine)).toBe(before);
  await page.context().close();
});
