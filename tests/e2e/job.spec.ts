import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { hijackHosts } from './faults.ts';
import { expect, test } from './rig.ts';
import { tooWide } from './looks.ts';
import { goTo, fullCheck, planOne, settled, startRun } from './ways.ts';

test('a job gathers what was done; its report is saved as HTML, JSON and a CSV line with the run in it, and hides names on demand', async ({
  page,
  rig,
}) => {
  hijackHosts(rig.machine);
  await openJob(page, 'J-1', 'The internet is gone');
  await fullCheck(page);
  await planOne(page, 'Clean the hosts file');
  const run = await startRun(page, 'Customer 12');
  await expect(page.getByRole('button', { name: 'Report, and show the customer' })).toBeVisible();
  await goTo(page, '/job');
  await expect(page.getByText(`Customer 12 agreed to run ${run}`)).toBeVisible();
  await page.getByLabel('New note').fill('Fan cleaned');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await expect(page.getByText('Fan cleaned').first()).toBeVisible();
  await goTo(page, '/report');
  const paper = page.frameLocator('iframe');
  await expect(paper.getByText(run).first()).toBeAttached();
  await expect(paper.getByText('The internet is gone').first()).toBeAttached();
  const html = await saved(page, 'Save as HTML');
  for (const words of [run, 'Customer 12', 'Fan cleaned', '/etc/hosts']) expect(html).toContain(words);
  expect(html).not.toMatch(/<script|src="http/);
  const json = JSON.parse(await saved(page, 'Save as JSON')) as unknown;
  expect(JSON.stringify(json)).toContain(run);
  expect(await saved(page, 'Save as CSV line')).toContain('J-1');
  await page.getByLabel('Hide names and addresses').check();
  await expect(paper.getByText(run).first()).toBeAttached();
  const hidden = await saved(page, 'Save as HTML');
  expect(hidden).toContain(run);
  expect(hidden).not.toContain('Customer 12');
  // What the customer sees: three sentences, large.
  await page.getByRole('button', { name: 'Show the customer' }).click();
  const sentences = page.getByRole('dialog').getByRole('definition');
  await expect(sentences).toHaveCount(3);
  for (const sentence of await sentences.all())
    expect(await sentence.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(24);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Show the customer' })).toBeFocused();
  await closeJob(page);
});

test('long words, long names and many findings lose nothing and push nothing out of the window', async ({ page, rig }) => {
  const long = `${'Donaudampfschifffahrtsgesellschaft'.repeat(20)} ${'and then it was slow again, '.repeat(400)}`.slice(0, 10_000);
  const name = 'x'.repeat(200);
  const lines = Array.from({ length: 120 }, (_, index) => `0.0.0.0 security.debian.org host${index}.update.microsoft.com`);
  await openJob(page, 'T'.repeat(400), long);
  expect(await page.getByLabel('Complaint').inputValue()).toHaveLength(10_000);
  hijackHosts(rig.machine, lines);
  rig.machine.write(`/etc/systemd/system/${name}.service`, '[Service]\nExecStart=/bin/false\n[Install]\nWantedBy=multi-user.target\n');
  await rig.machine.must(['systemctl', 'daemon-reload']);
  await rig.machine.run(['systemctl', 'start', `${name}.service`]);
  await fullCheck(page);
  await page.setViewportSize({ width: 683, height: 384 });
  for (const summary of await page.getByText('Where this was read').all()) await summary.click();
  await expect(page.getByText(name).first()).toBeAttached();
  expect.soft(await tooWide(page), 'findings').toBe('');
  await planOne(page, 'Clean the hosts file');
  await expect(page.getByRole('group', { name: 'What to repair' }).getByRole('checkbox')).toHaveCount(120);
  expect.soft(await tooWide(page), 'plan').toBe('');
  await planOne(page, 'Start services that have failed');
  await expect(page.getByText(name).first()).toBeAttached();
  expect.soft(await tooWide(page), 'plan of a long name').toBe('');
  for (const place of ['/', '/job', '/report', '/history']) {
    await goTo(page, place);
    await settled(page);
    expect.soft(await tooWide(page), place).toBe('');
  }
  await rig.machine.must(['rm', `/etc/systemd/system/${name}.service`]);
  await rig.machine.must(['systemctl', 'reset-failed']);
  hijackHosts(rig.machine, []);
  await closeJob(page);
  expect.soft(await tooWide(page), 'earlier jobs').toBe('');
});

test('the window speaks the language and wears the theme that is chosen in it', async ({ page }) => {
  await goTo(page, '/settings');
  await page.getByLabel('Language').selectOption('Deutsch');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Einstellungen');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByLabel('Farben').selectOption('dunkel');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('Sprache').selectOption('wie das System');
  await page.getByLabel('Theme').selectOption('as the system');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

async function openJob(page: Page, ticket: string, complaint: string): Promise<void> {
  await goTo(page, '/job');
  await page.getByLabel('Ticket').fill(ticket);
  await page.getByLabel('Complaint').fill(complaint);
  await page.getByRole('button', { name: 'Open the job' }).click();
  await expect(page.getByRole('button', { name: 'Close the job' })).toBeVisible();
}

async function closeJob(page: Page): Promise<void> {
  await goTo(page, '/job');
  await page.getByRole('button', { name: 'Close the job' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the job' }).click();
  await expect(page.getByRole('button', { name: 'Open the job' })).toBeVisible();
}

/** The text of the file that a button saves. */
async function saved(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFileSync(await (await download).path(), 'utf8');
}
