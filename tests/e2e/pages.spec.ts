import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './rig.ts';

/** Every page that the menu leads to. */
const places = [
  '/',
  '/history',
  '/history/scans',
  '/history/changes',
  '/history/quarantine',
  '/history/journals',
  '/job',
  '/hardware',
  '/space',
  '/repairs',
  '/settings',
];

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#${place}`)}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

for (const theme of ['light', 'dark'] as const)
  for (const place of places)
    test(`axe finds nothing on ${place}, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await goTo(page, place);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([]);
    });

for (const place of places)
  test(`nothing is lost on ${place} at 200 % on a small laptop`, async ({ page }) => {
    await page.setViewportSize({ width: 683, height: 384 });
    await goTo(page, place);
    const wide: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(wide).toBeLessThanOrEqual(0);
  });
