import { englishOfOurs, saidBy, wordsOfTheCore } from './english.ts';
import { expect, test, watchFaults } from './rig.ts';
import { axeFindings, invisibleInForcedColors, stillMoves, tooWide } from './looks.ts';
import { tour } from './tour.ts';
import { goTo } from './ways.ts';
import { wordsIn } from './words.ts';

const desk = { width: 1280, height: 800 };
/** 200 % on a laptop of 1366 x 768. */
const small = { width: 683, height: 384 };

test('every page in every state: axe finds nothing in either theme, nothing is lost at 200 %, colours may be forced', async ({
  page,
  rig,
}) => {
  await tour(page, rig, wordsIn('en'), async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      // The other theme has the same elements in other colours.
      expect.soft(await axeFindings(page, colorScheme === 'light' ? 'all' : 'colours'), `axe: ${name}, ${colorScheme}`).toEqual([]);
    }
    expect.soft(await stillMoves(page), `less motion: ${name}`).toEqual([]);
    await page.emulateMedia({ forcedColors: 'active' });
    expect.soft(await invisibleInForcedColors(page), `forced colours: ${name}`).toEqual([]);
    await page.emulateMedia({ colorScheme: null, forcedColors: null });
    await page.setViewportSize(small);
    expect.soft(await tooWide(page), `200 %: ${name}`).toBe('');
    await page.setViewportSize(desk);
  });
});

test('every page in German: nothing of ours is English, nothing is lost at 200 %', async ({ rig }) => {
  const page = await rig.open({ locale: 'de-DE' });
  const faults = watchFaults(page);
  const core = wordsOfTheCore(page);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const english = await englishOfOurs();
  await tour(page, rig, wordsIn('de'), async (name) => {
    const said = await saidBy(page);
    const ours = said.filter((line) => english.some((words) => words.test(line)) && !core.has(line));
    expect.soft(ours, `English: ${name}`).toEqual([]);
    await page.setViewportSize(small);
    expect.soft(await tooWide(page), `200 %: ${name}`).toBe('');
    await page.setViewportSize(desk);
  });
  await page.context().close();
  expect(faults).toEqual([]);
});

test('the space page says what it could not count, how much that may be, and how to see it', async ({ page, rig }) => {
  await rig.machine.must(['sh', '-c', 'mkdir -p -m 700 /srv/closed && head -c 30000000 /dev/urandom >/srv/closed/film']);
  try {
    await goTo(page, '/space');
    await page.getByRole('button', { name: 'Count', exact: true }).click();
    const missing = page.getByText(/^Of [\d.,]+ \S+ that are taken on this disk, up to [\d.,]+ \S+ \(\d+%\) are missing/);
    await expect(missing).toBeVisible();
    await expect(page.getByText('sudo du -xh --max-depth=2 /', { exact: true })).toBeVisible();
    await page
      .locator('summary')
      .filter({ hasText: /of them|Which one/ })
      .click();
    await expect(page.getByRole('listitem').filter({ hasText: '/srv/closed' })).toContainText('no permission');
  } finally {
    await rig.machine.must(['rm', '-rf', '/srv/closed']);
  }
});
