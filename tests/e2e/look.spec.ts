import { expect, test } from './rig.ts';

test('the first screen answers four questions, and what was not read does not look fine', async ({ page }) => {
  await expect(page.getByTestId('identity')).toContainText('Debian GNU/Linux 12');
  for (const name of ['Data safe?', 'Room?', 'Restart pending?', 'Internet?'])
    await expect(page.getByRole('heading', { name })).toBeVisible();
  const data = page.locator('li', { has: page.getByRole('heading', { name: 'Data safe?' }) });
  await expect(data).toHaveAttribute('data-mark', 'unread');
  await expect(data).toContainText('not read');
});

test('a full check finds what is broken, with evidence and the way to the plan', async ({ page, rig }) => {
  rig.machine.write('/etc/hosts', '127.0.0.1\tlocalhost\n127.0.1.1\tlab\n0.0.0.0 security.debian.org\n');
  await page.getByRole('button', { name: 'Full check' }).click();
  const finding = page.locator('[data-finding="any-hosts-hijack"]');
  await expect(finding).toBeVisible();
  await finding.getByText('Where this was read').click();
  await expect(finding.getByRole('cell', { name: /security\.debian\.org/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Review \d+ repair/ })).toBeEnabled();
});

test('a complaint is followed rung by rung', async ({ page }) => {
  await page.getByRole('button', { name: 'disk full', exact: true }).click();
  const ladder = page.getByTestId('ladder');
  await expect(ladder).toBeVisible();
  expect(await ladder.getByRole('listitem').count()).toBeGreaterThan(2);
  await expect(ladder.getByRole('listitem').first()).toContainText(/fine|here it breaks|could not look/);
});

test('a second tab watches until it takes control, and the first is told', async ({ page, rig }) => {
  const second = await rig.open();
  await expect(second.getByText('Another window is in control')).toBeVisible();
  await expect(second.getByRole('button', { name: 'Full check' })).toBeDisabled();
  await second.getByRole('button', { name: 'Take control here' }).click();
  await expect(second.getByRole('button', { name: 'Full check' })).toBeEnabled();
  await expect(page.getByText('Another window is in control')).toBeVisible();
  await second.context().close();
  await page.getByRole('button', { name: 'Take control here' }).click();
  await expect(page.getByRole('button', { name: 'Full check' })).toBeEnabled();
});

test('a used code lets nobody in, and the page says what to do', async ({ rig }) => {
  const context = await rig.browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(rig.address());
  await expect(stranger.getByText('was not let in')).toBeVisible();
  await context.close();
});
