import { installTestTools } from './debian.ts';
import { whyNoDesktop } from './electron-binary.ts';
import { countsOf, run, runScript, type Counts } from './run.ts';

/**
 * `npm test`: everything, one stage after the other, whatever fails before. Ends with one line of counts.
 * Without root the labs cannot run: they are counted as skipped and named.
 */
const missing = await installTestTools();
const built = await run('electron-vite', ['build', '--logLevel', 'warn']);
const total: { passed: number; failed: number; skipped: number } = { passed: 0, failed: 0, skipped: 0 };

function add(stage: string, counts: Counts): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  console.log(`== ${stage}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped ==\n`);
}

add('build', built.code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
add('check', countsOf(await runScript('tests/tools/check.ts')));
add('unit and contract', vitestCounts(await run('vitest', ['run', '--reporter=dot'])));
if (missing.includes('chromium')) {
  console.log('The tests of the desktop window need Chromium (Debian: chromium).');
  add('desktop window in Chromium', { passed: 0, failed: 0, skipped: 1 });
} else
  add(
    'desktop window in Chromium',
    playwrightCounts(await run('playwright', ['test', '-c', 'tests/e2e/electron.config.ts', '--project', 'desktop'])),
  );
const real = playwrightCounts(await run('playwright', ['test', '-c', 'tests/e2e/electron.config.ts', '--project', 'electron']));
if (real.skipped > 0) console.log(`skipped: ${whyNoDesktop() ?? 'for another reason'} (${real.skipped})`);
add('desktop window in the real Electron', real);
if (process.getuid?.() === 0 && missing.length === 0) add('labs', countsOf(await runScript('tests/labs/linux/lab.ts')));
else {
  console.log(missing.length > 0 ? `The labs need these tools: ${missing.join(', ')}` : 'The labs need root.');
  add('labs', { passed: 0, failed: 0, skipped: 1 });
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Vitest's summary: `Tests  2 failed | 130 passed | 1 skipped (133)`. A file that does not load counts as one failure. */
function vitestCounts({ code, output }: { code: number; output: string }): Counts {
  // oxlint-disable-next-line no-control-regex
  const line = /^\s*Tests\s+(.*)$/m.exec(output.replaceAll(/\u001b\[[0-9;]*m/g, ''))?.[1] ?? '';
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  const failed = count('failed');
  return { passed: count('passed'), failed: code !== 0 && failed === 0 ? 1 : failed, skipped: count('skipped') };
}

/** Playwright's summary, one line a kind: `12 passed (50s)`, `1 failed`. What did not run at all counts as failed. */
function playwrightCounts({ code, output }: { code: number; output: string }): Counts {
  // oxlint-disable-next-line no-control-regex
  const text = output.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, '');
  const count = (words: string): number => Number(new RegExp(`^\\s+(\\d+) ${words}(?: \\(|$)`, 'm').exec(text)?.[1] ?? 0);
  const failed = count('failed') + count('did not run') + count('interrupted') + count('flaky');
  return { passed: count('passed'), failed: code !== 0 && failed === 0 ? 1 : failed, skipped: count('skipped') };
}
