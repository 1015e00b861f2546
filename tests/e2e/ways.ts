/// <reference lib="dom" />
import type { Locator, Page } from '@playwright/test';
import { expect } from './expect.ts';
import { findingsTexts } from '../../src-renderer/features/findings/text.ts';
import { planTexts } from '../../src-renderer/features/plan/text.ts';
import { startTexts } from '../../src-renderer/features/start/text.ts';
import { until } from '../labs/linux/host.ts';
import { wordsIn, type Say } from './words.ts';

const english = wordsIn('en');

/** Opens a page by its address, as the menu does. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#${place}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** A full check from the first screen, until its result is there. */
export async function fullCheck(page: Page, say: Say = english): Promise<void> {
  await goTo(page, '/');
  await page.getByRole('button', { name: say(startTexts.fullCheck) }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByTestId('scan-summary')).toBeVisible();
}

/** From the result to the plan of all that it proposes. */
export async function reviewRepairs(page: Page, count: number, say: Say = english): Promise<void> {
  await page.getByRole('button', { name: say(findingsTexts.review, { count }) }).click();
  await expect(startButton(page)).toBeVisible();
}

/** The plan of one repair, from the list of all repairs. */
export async function planOne(page: Page, title: string): Promise<void> {
  await goTo(page, '/repairs');
  await page.getByRole('searchbox').fill(title);
  await page.getByRole('listitem').filter({ hasText: title }).getByRole('button').last().click();
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
}

/** Agrees to the plan that is shown and starts it. Returns the run's id. */
export async function startRun(page: Page, by = 'Erika', say: Say = english): Promise<string> {
  await page.getByLabel(say(planTexts.agreedBy)).fill(by);
  await startButton(page).click();
  await page.waitForURL(/#\/run\//);
  return /#\/run\/([^/?]+)/.exec(page.url())?.[1] ?? '';
}

/** Whatever number it has in it, in either language. */
export function startButton(page: Page): Locator {
  return page.getByRole('button', { name: /^(Start \d+ repairs?|\d+ Reparatur(en)? starten)$/ });
}

/** Until nothing comes any more to what the page shows. */
export async function settled(page: Page): Promise<void> {
  let before = '';
  await until(
    'the page comes to rest',
    async () => {
      const now = await page.getByRole('main').innerText();
      const same = now === before && now.length > 100;
      before = now;
      return same || undefined;
    },
    500,
  );
}
