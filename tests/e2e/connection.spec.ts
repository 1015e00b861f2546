import type { WebSocketRoute } from '@playwright/test';
import { hijackHosts, interruptPackages } from './faults.ts';
import { expect, test } from './rig.ts';
import { goTo, planOne, startRun } from './ways.ts';

const packagesRepair = 'Finish an interrupted package installation';

test('a lost connection is told, comes back by itself, and the run is shown from where it was', async ({ page, rig }) => {
  const packages = await interruptPackages(rig.machine);
  const sockets: WebSocketRoute[] = [];
  let refuse = false;
  let refused = 0;
  await page.routeWebSocket(/\/wire$/, async (socket) => {
    if (refuse) {
      refused += 1;
      return socket.close();
    }
    sockets.push(socket);
    socket.connectToServer();
  });
  await page.reload();
  await planOne(page, packagesRepair);
  await packages.hold();
  try {
    await startRun(page);
    await expect(page.getByText('Finish the interrupted package run').first()).toBeVisible();
    refuse = true;
    await sockets.at(-1)?.close();
    await expect(page.getByText('The connection to RescuePC was lost')).toBeVisible();
    await expect(page.getByText('The connection is lost. The repair goes on')).toBeVisible();
    // It tries again also when it is hung up on before it was let in.
    await expect.poll(() => refused).toBeGreaterThan(1);
    refuse = false;
    await expect(page.getByText('The connection to RescuePC was lost')).toBeHidden();
    expect(sockets.length).toBeGreaterThan(1);
    await expect(page.getByRole('status').filter({ hasText: 'Repair at work' })).toBeVisible();
  } finally {
    await packages.letGo();
  }
  await expect(page.getByText('What to do next')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'repaired' })).toBeVisible();
});

test('a console that is killed in mid-run leaves the repair to its worker; the page says what to do, a new one shows what became of it', async ({
  page,
  rig,
}) => {
  const packages = await interruptPackages(rig.machine);
  await planOne(page, packagesRepair);
  await packages.hold();
  const run = await startRun(page);
  try {
    await expect(page.getByText('Finish the interrupted package run').first()).toBeVisible();
    await rig.killConsole('SIGKILL');
    await expect(page.getByText('The connection to RescuePC was lost')).toBeVisible();
  } finally {
    await packages.letGo();
  }
  await packages.done();
  await rig.restartConsole();
  await expect(page.getByText('was not let in')).toBeVisible();
  await expect(page.getByText('Start “rescuepc console” again')).toBeVisible();
  const again = await rig.open();
  await goTo(again, `/run/${run}`);
  await expect(again.getByRole('listitem').filter({ hasText: packagesRepair })).toContainText('repaired');
  await goTo(again, '/history/journals');
  await again.getByRole('button', { name: 'Check all journals and backups' }).click();
  await expect(again.getByRole('listitem').filter({ hasText: run })).toContainText('whole');
  await again.context().close();
});

test('a browser that watches is refused by the core too, not only by its buttons', async ({ page, rig }) => {
  hijackHosts(rig.machine);
  const second = await rig.open();
  await goTo(second, '/plan');
  await expect(second.getByText('Another window is in control')).toBeVisible();
  await goTo(second, '/repairs');
  await expect(second.getByRole('button', { name: 'Plan' }).first()).toBeDisabled();
  await second.context().close();
  await expect(page.getByText('Another window is in control')).toBeHidden();
});
