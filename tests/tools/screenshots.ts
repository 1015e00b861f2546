import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startRig } from '../e2e/rig.ts';
import { tour } from '../e2e/tour.ts';
import { wordsIn } from '../e2e/words.ts';
import { repo } from './run.ts';

/**
 * `npm run screenshots`: the pictures of the user guide, all pages in light and dark, from a lab machine with several faults. The
 * way to them is that of the tests.
 */
const folder = join(repo, 'docs', 'images', 'window');
const desk = { width: 1280, height: 800 };
/** 200 % on a laptop of 1366 x 768. */
const small = { width: 683, height: 384 };
const pictures = new Set(
  (
    'start ladder result unread plan run-at-work run-ended undo history history-run history-compare history-changes job report ' +
    'customer hardware space repairs settings'
  ).split(' '),
);
const narrow = new Set(['start', 'result', 'plan', 'run-ended']);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const rig = await startRig();
try {
  const page = await rig.open();
  await tour(page, rig, wordsIn('en'), async (name) => {
    if (!pictures.has(name)) return;
    if (name !== 'result') await page.evaluate('scrollTo(0, 0)');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), caret: 'hide' });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    if (!narrow.has(name)) return;
    await page.setViewportSize(small);
    await page.screenshot({ path: join(folder, `${name}-narrow.png`), caret: 'hide' });
    await page.setViewportSize(desk);
  });
} finally {
  await rig.close();
}
