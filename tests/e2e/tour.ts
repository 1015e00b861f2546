import type { Locator, Page } from '@playwright/test';
import { expect } from './expect.ts';
import { historyTexts, undoTexts } from '../../src-renderer/features/history/text.ts';
import { jobTexts } from '../../src-renderer/features/job/text.ts';
import { repairsTexts } from '../../src-renderer/features/repairs/text.ts';
import { reportTexts } from '../../src-renderer/features/report/text.ts';
import { runTexts } from '../../src-renderer/features/run/text.ts';
import { spaceTexts } from '../../src-renderer/features/space/text.ts';
import { symptomTexts } from '../../src-renderer/features/start/text.ts';
import { commonTexts } from '../../src-renderer/text/common.ts';
import { failService, hijackHosts, hostsOf, interruptPackages } from './faults.ts';
import type { Rig } from './rig.ts';
import type { Say } from './words.ts';
import { fullCheck, goTo, settled, startButton, startRun } from './ways.ts';

/** Looks at what is on the page now. Names are those of the pictures. */
export type Look = (name: string) => Promise<void>;

/**
 * Goes to every page in every state worth looking at, on a machine that is broken for it, and repaired on the way; calls `look` at
 * each. What it finds its way by are the window's own words, in the language of `say`.
 */
export async function tour(page: Page, rig: Rig, say: Say, look: Look): Promise<void> {
  await fillJob(page, say, look);
  await beforeRepair(page, rig, say, look);
  const run = await repair(page, rig, say, look);
  await lookBack(page, rig, say, look, run);
  await report(page, say, look);
  await rest(page, say, look);
}

async function fillJob(page: Page, say: Say, look: Look): Promise<void> {
  await goTo(page, '/plan');
  await look('plan-empty');
  await goTo(page, '/job');
  await look('job-new');
  await page.getByLabel(say(jobTexts.ticket)).fill('4711');
  await page.getByLabel(say(jobTexts.customer), { exact: true }).fill('Customer 12');
  await page.getByLabel(say(jobTexts.technician)).fill('Technician 3');
  await page.getByLabel(say(jobTexts.complaint)).fill('No updates any more, and it is slow.');
  await page.getByRole('button', { name: say(jobTexts.openIt) }).click();
  await page.getByRole('button', { name: say(jobTexts.addUsual) }).click();
  await page.getByRole('button', { name: say(jobTexts.addDeclined) }).click();
  await page.getByLabel(say(jobTexts.what), { exact: true }).fill('Replace the battery');
  await page.getByLabel(say(jobTexts.risk), { exact: true }).fill('It may go off without warning.');
  await page.getByRole('button', { name: say(jobTexts.addPart) }).click();
  await page.getByLabel(say(jobTexts.part), { exact: true }).fill('SSD 1 TB');
  await page.getByLabel(say(jobTexts.price)).fill('89.00');
  await expect(page.getByText(say(jobTexts.saved), { exact: true })).toBeVisible();
  await look('job');
}

async function beforeRepair(page: Page, rig: Rig, say: Say, look: Look): Promise<void> {
  await goTo(page, '/');
  await look('start');
  await page.getByRole('button', { name: say(symptomTexts['no-updates']) }).click();
  await expect(page.getByTestId('ladder')).toBeVisible();
  await look('ladder');
  hijackHosts(rig.machine);
  await failService(rig.machine);
  await rig.machine.must(['chmod', '644', '/etc/shadow']);
  await fullCheck(page, say);
  await page.locator('[data-finding="any-hosts-hijack"]').getByText(say(commonTexts.showEvidence)).click();
  await look('result');
  await unreadButton(page).click();
  await look('unread');
  await unreadButton(page).click();
}

async function repair(page: Page, rig: Rig, say: Say, look: Look): Promise<string> {
  const packages = await interruptPackages(rig.machine);
  await fullCheck(page, say);
  await page.getByRole('button', { name: /^(Review \d+ repairs?|\d+ Reparatur(en)? ansehen)$/ }).click();
  await expect(startButton(page)).toBeVisible();
  await look('plan');
  await packages.hold();
  const run = await startRun(page, 'Customer 12', say);
  await packages.reached();
  await settled(page);
  await page.getByText(say(runTexts.log), { exact: false }).last().scrollIntoViewIfNeeded();
  await look('run-at-work');
  await packages.letGo();
  await expect(page.getByText(say(runTexts.next))).toBeVisible();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await look('run-ended');
  return run;
}

async function lookBack(page: Page, rig: Rig, say: Say, look: Look, run: string): Promise<void> {
  await fullCheck(page, say);
  await look('start-after');
  await goTo(page, '/history');
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await look('history');
  await goTo(page, `/history/${run}`);
  const repaired = hostsOf(rig.machine);
  rig.machine.write('/etc/hosts', `${repaired}10.0.0.5 nas.home\n`);
  await page.getByRole('button', { name: say(historyTexts.undoRun) }).click();
  await expect(page.getByRole('dialog')).toContainText(say(undoTexts.conflicts));
  await look('undo');
  await page.keyboard.press('Escape');
  rig.machine.write('/etc/hosts', repaired);
  await look('history-run');
  await goTo(page, '/history/scans');
  await look('history-checks');
  await page
    .getByRole('link', { name: say(historyTexts.compareWith) })
    .first()
    .click();
  await expect(page.getByText(say(historyTexts.gone))).toBeVisible();
  await look('history-compare');
  await goTo(page, '/history/changes');
  await expect(page.getByText(say(historyTexts.byUs))).toBeVisible();
  await look('history-changes');
  await goTo(page, '/history/quarantine');
  await expect(page.getByText(say(historyTexts.quarantineWhy))).toBeVisible();
  await look('history-quarantine');
  await goTo(page, '/history/journals');
  await page.getByRole('button', { name: say(historyTexts.checkJournals) }).click();
  await expect(page.getByRole('main').getByText(run)).toBeVisible();
  await look('history-journals');
  await goTo(page, '/run/20200101-000000-aaaaaa');
  await expect(page.getByText(say(runTexts.notThere))).toBeVisible();
  await look('run-unknown');
}

async function report(page: Page, say: Say, look: Look): Promise<void> {
  await goTo(page, '/report');
  await expect(page.frameLocator('iframe').getByText('4711').first()).toBeVisible();
  await look('report');
  await page.getByRole('button', { name: say(reportTexts.showCustomer) }).click();
  await expect(page.getByText(say(reportTexts.whatWasDone))).toBeVisible();
  await look('customer');
  await page.keyboard.press('Escape');
  await goTo(page, '/job');
  await page.getByRole('button', { name: say(jobTexts.close) }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('job-closing');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say(jobTexts.close) })
    .click();
  await expect(page.getByText(say(jobTexts.newJobWhy))).toBeVisible();
  await look('job-earlier');
}

async function rest(page: Page, say: Say, look: Look): Promise<void> {
  await goTo(page, '/hardware');
  await settled(page);
  await look('hardware');
  await goTo(page, '/space');
  await page.getByLabel(say(spaceTexts.volume)).fill('/etc');
  await page.getByRole('button', { name: say(spaceTexts.count) }).click();
  await expect(page.getByText(say(spaceTexts.list))).toBeVisible();
  await look('space');
  await goTo(page, '/repairs');
  await page.getByLabel(say(repairsTexts.search)).fill('hosts');
  await page.getByRole('main').locator('summary').first().click();
  await look('repairs');
  await goTo(page, '/settings');
  await look('settings');
}

function unreadButton(page: Page): Locator {
  return page.getByRole('button', { name: /things? I could not read|konnte ich nicht lesen/ });
}
