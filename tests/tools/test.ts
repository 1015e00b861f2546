import { parseArgs } from 'node:util';
import { installTestTools } from './debian.ts';
import { whyNoDesktop } from './electron-binary.ts';
import { countsOf, run, runScript, type Counts } from './run.ts';

/**
 * `npm test`: everything, stage by stage, whatever fails before. Ends with one line of counts. Without root the labs cannot run: they are
 * counted as skipped and named. Rows of the lab whose inputs have not changed since they passed are taken from the record, but a
 * fifth of them; `npm test -- --all` runs every row.
 */
const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const total: { passed: number; failed: number; skipped: number } = { passed: 0, failed: 0, skipped: 0 };
const began = performance.now();
let stageBegan = began;

/** The end of a stage: what it adds to the count, and how long it took since the last one ended. */
function add(stage: string, counts: Counts): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const { passed, failed, skipped } = counts;
  console.log(`== ${stage}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${secondsSince(stageBegan)} s ==\n`);
  stageBegan = performance.now();
}

function secondsSince(moment: number): string {
  return ((performance.now() - moment) / 1000).toFixed(0);
}

const missing = await installTestTools();
const built = await run('electron-vite', ['build', '--logLevel', 'warn']);
add('build', built.code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
// Unit tests wait more than they work: types and lint run beside them, and say what they found when they have ended.
const checked = runScript('tests/tools/check.ts', [], { quiet: true });
const tested = vitestCounts(await run('vitest', ['run', '--reporter=dot']));
const check = await checked;
console.log(check.output);
add('check', countsOf(check));
add('unit and contract, beside the check', tested);
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
let fromRecord = '';
if (built.code !== 0) {
  console.log('The labs run what was built, and that failed.');
  add('labs', { passed: 0, failed: 1, skipped: 0 });
} else if (process.getuid?.() === 0 && missing.length === 0) {
  const labs = await runScript('tests/labs/linux/lab.ts', values.all ? [] : ['--from-record']);
  fromRecord = /^taken from the record: .*$/m.exec(labs.output)?.[0] ?? '';
  add('labs', countsOf(labs));
} else {
  console.log(missing.length > 0 ? `The labs need these tools: ${missing.join(', ')}` : 'The labs need root.');
  add('labs', { passed: 0, failed: 0, skipped: 1 });
}
// The window on a broken machine: it boots one like the labs.
add('window on a lab machine', await windowCounts());
if (fromRecord !== '') console.log(`rows of the lab ${fromRecord}`);
console.log(`== all of it: ${secondsSince(began)} s ==`);
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

async function windowCounts(): Promise<Counts> {
  if (process.getuid?.() === 0 && missing.length === 0) return playwrightCounts(await run('playwright', ['test', '-c', 'tests/e2e']));
  console.log("skipped: the window's tests on a lab machine need what the labs need");
  return { passed: 0, failed: 0, skipped: 1 };
}
