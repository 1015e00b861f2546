import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { interruptPackages } from '../e2e/faults.js';
import { startConsole } from '../e2e/console.js';
import { startRig, type Rig } from '../e2e/rig.js';
import { planOne, startRun } from '../e2e/ways.js';
import { figure, type Figure } from './measure.js';

const rounds = 5;
const logLines = 100_000;

/** How soon the window answers, how heavy its first page is, and how it stands a long log; in a lab machine. */
export async function windowFigures(): Promise<Figure[]> {
  const rig = await startRig();
  try {
    return [...(await firstPage(rig)), await longLog(rig)];
  } finally {
    await rig.close();
  }
}

/** From the start of the console's process until the first lamp is drawn, each time in a browser that has nothing of it yet. */
async function firstPage(rig: Rig): Promise<Figure[]> {
  await rig.killConsole();
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const context = await rig.browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(noteFirstLamp);
    const sizes = weigh(page);
    const served = await startConsole(rig.machine, {});
    await page.goto(served.address);
    await page.locator('li[data-mark]').first().waitFor();
    // The first round warms the disk cache.
    const drawnAt = await page.evaluate(() => (globalThis as { firstLampAt?: number }).firstLampAt ?? Number.NaN);
    if (round > 0) times.push(Math.round(drawnAt - startOf(served.pid)));
    await page.waitForLoadState('networkidle');
    bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    await context.close();
    await served.end('SIGTERM');
  }
  await rig.restartConsole();
  return [
    figure('console: process start to first lamp', 'ms', times, {
      target: 1_000,
      note: 'a lab machine, a browser that has nothing of it yet',
    }),
    figure('first page', 'kB', [bytes / 1_000], { target: 200, note: 'all it loads, each gzip, fonts as they are' }),
  ];
}

/** Sizes of all that a page loads, compressed one by one; fonts are compressed already. */
function weigh(page: Page): Promise<number>[] {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().method() !== 'GET') return;
    sizes.push(
      response.body().then((body) => (/font|woff2/.test(response.headers()['content-type'] ?? '') ? body.length : gzipSync(body).length)),
    );
  });
  return sizes;
}

/** In the page: when the first lamp was drawn, by the clock. Asking from outside is slower than what is measured. */
function noteFirstLamp(): void {
  const watch = new MutationObserver(() => {
    if (document.querySelector('li[data-mark]') === null) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      (globalThis as { firstLampAt?: number }).firstLampAt = performance.timeOrigin + performance.now();
    });
  });
  watch.observe(document, { childList: true, subtree: true });
}

/** When a process started, by the clock; the kernel has it in ticks of 10 ms since boot. */
function startOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const started = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  const now = Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]);
  return Date.now() - (now * 1_000 - started * 10);
}

/** The longest time between two frames of the page while a package's script writes a long log, from the first line to the last. */
async function longLog(rig: Rig): Promise<Figure> {
  const samples: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await interruptPackages(rig.machine);
    const script = `#!/bin/sh\nseq -f 'Preparing part %g of a package that has a lot to say' 1 ${logLines}\necho configured >/var/lib/lab-slow\n`;
    rig.machine.write('/var/lib/dpkg/info/lab-slow.postinst', script, 0o755);
    const page = await rig.open();
    await planOne(page, 'Finish an interrupted package installation');
    await startRun(page);
    await page.evaluate(watchFrames);
    await page.locator('summary').filter({ hasText: 'Log' }).click();
    await page.getByText('What to do next').waitFor({ timeout: 120_000 });
    samples.push(Number(await page.evaluate('window.longestFrame')));
    const log = await page
      .getByText(/[\d,]+ lines/)
      .first()
      .innerText();
    const shown = Number(/([\d,]+) lines/.exec(log)?.[1]?.replaceAll(',', ''));
    if (shown < logLines) throw new Error(`only ${shown} lines of the log came to the page`);
    await page.context().close();
  }
  return figure(`longest frame while ${logLines.toLocaleString('en')} log lines stream`, 'ms', samples, { target: 50 });
}

/** Runs in the page; as text, since what compiles this file puts helpers of its own into functions. */
const watchFrames = `
  window.longestFrame = 0;
  let last = performance.now();
  requestAnimationFrame(function next(now) {
    window.longestFrame = Math.max(window.longestFrame, now - last);
    last = now;
    requestAnimationFrame(next);
  });
`;
