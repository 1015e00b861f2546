/// <reference lib="dom" />
import type { Locator, Page } from '@playwright/test';
import { hijackHosts, hostsOf } from './faults.ts';
import { expect, test } from './rig.ts';

test('from the first screen to a finished undo with the keyboard alone, and the focus is always seen', async ({ page, rig }) => {
  hijackHosts(rig.machine);
  const before = hostsOf(rig.machine);
  await reach(page, page.getByRole('button', { name: 'Full check' }));
  await page.keyboard.press('Enter');
  const review = page.getByRole('button', { name: /Review \d+ repairs?/ });
  await expect(review).toBeVisible();
  const others = page.getByRole('checkbox', { name: /Include/, checked: true });
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  // Only the hosts file, whatever else is wrong with this machine: the others are unticked by Space.
  for (const box of await others.all())
    if (!(await box.evaluate((element) => element.closest('[data-finding]')?.getAttribute('data-finding') === 'any-hosts-hijack'))) {
      await reach(page, box);
      await page.keyboard.press('Space');
    }
  await reach(page, review);
  await page.keyboard.press('Enter');
  const name = page.getByLabel('Agreed by');
  await expect(name).toBeVisible();
  await reach(page, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Erika');
  await reach(page, page.getByRole('button', { name: 'Start 1 repair' }));
  await page.keyboard.press('Space');
  const undo = page.getByRole('button', { name: 'Undo this repair' });
  await expect(undo).toBeVisible();
  expect(hostsOf(rig.machine)).not.toBe(before);
  await reach(page, undo);
  await page.keyboard.press('Enter');
  await reach(page, page.getByRole('button', { name: 'Undo this run' }));
  await page.keyboard.press('Enter');
  await reach(page, page.getByRole('button', { name: 'Put back 1 thing' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('Done. This is how it ended');
  expect(hostsOf(rig.machine)).toBe(before);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // The focus is lost neither with the dialog nor with the button that opened it, which goes when the history has been read again.
  await expect(page.getByRole('button', { name: 'Undo this run' })).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

/** Presses Tab until the focus is there; every stop on the way must be seen. */
async function reach(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeEnabled();
  for (let pressed = 0; pressed < 150; pressed += 1) {
    await page.keyboard.press('Tab');
    const unseen = await page.evaluate(focusUnseen);
    expect(unseen).toBe('');
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('the focus does not come there by Tab');
}

/** Runs in the page: '' if the focused element is in view and outlined, else which one is not. */
function focusUnseen(): string {
  const element = document.activeElement;
  if (!element || element === document.body) return '';
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
  return outlined && inView
    ? ''
    : `${element.outerHTML.slice(0, 200)} outline ${style.outlineStyle} ${style.outlineWidth}, in view ${inView}`;
}
