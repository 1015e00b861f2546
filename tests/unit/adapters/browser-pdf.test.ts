import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserPdf, findPrintingBrowser } from '../../../src-main/adapters/browser-pdf.js';
import { makeReport } from '../../../src-main/core/report/report.js';
import { fakeInput, fakeJob } from '../../fakes/fake-report.js';
import { ampleMs, tempFolder } from './temp.js';

const browser = findPrintingBrowser();

/** Where profiles are made in each test. */
let temporary: string;
beforeEach(async () => {
  temporary = await openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

/** One that the user who is behind root can enter. */
async function openFolder(): Promise<string> {
  const folder = await tempFolder();
  await chmod(folder, 0o755);
  return folder;
}

async function fakeBrowser(script: string): Promise<string> {
  const folder = await openFolder();
  const path = join(folder, 'browser');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
const leftOver = async (): Promise<string[]> => (await readdir(temporary)).filter((name) => name.startsWith('rescuepc-print-'));

test('no browser: it is said what to do', () => {
  expect(findPrintingBrowser(['/no/such/browser'])).toBeNull();
  expect(() => browserPdf(null)).toThrow(/needs Chromium/);
});

test('a browser that ends, one that hangs and one that is none: an error in time, and nothing is left', async () => {
  const page = '<p>x</p>';
  await expect(browserPdf(await fakeBrowser('echo "No usable sandbox!" >&2; exit 1')).print(page, 'A4')).rejects.toThrow(/no sandbox/);
  await expect(browserPdf(await fakeBrowser('sleep 600'), 300).print(page, 'A4')).rejects.toMatchObject({ code: 'timed-out' });
  await expect(browserPdf('/etc/hostname').print(page, 'A4')).rejects.toMatchObject({ code: 'io-error' });
  expect(await leftOver()).toEqual([]);
});

test.skipIf(browser === null).each([
  ['A4', 'en', '595.92 x 841.92'],
  ['Letter', 'de', '612 x 792'],
] as const)('the real browser prints a report on %s', async (paper, language, size) => {
  const input = fakeInput({ language, job: fakeJob({}, { ticket: '4711', complaint: 'Umlaute: äöüß' }) });
  const bytes = await browserPdf(browser, ampleMs).print(makeReport(input, 'html', false), paper);
  const file = join(await tempFolder(), 'report.pdf');
  await writeFile(file, bytes);
  expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-');
  const info = tool('pdfinfo', file);
  if (info !== null) expect(info).toMatch(new RegExp(`Pages:\\s+2[\\s\\S]*${size}`));
  const text = tool('pdftotext', '-layout', file, '-');
  if (text !== null) expect(text).toMatch(/4711[\s\S]*Umlaute: äöüß/);
  expect(await leftOver()).toEqual([]);
});

/** null where the tool is not on this machine. */
function tool(name: string, ...args: string[]): string | null {
  try {
    return execFileSync(name, args, { encoding: 'utf8' });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}
