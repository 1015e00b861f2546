import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPdf } from '../../src-main/adapters/browser-pdf.ts';
import { fiveFaults } from '../labs/linux/cases/five-faults.ts';
import { bootMachine, type Machine } from '../labs/linux/machine.ts';
import { call, repair, scan, type Said } from '../labs/linux/product.ts';
import { repo } from './run.ts';

/**
 * `npm run sample-report`: a lab machine with five faults is taken in, examined, repaired, examined again and handed over. Its real
 * report, redacted, becomes docs/sample-report.html, and its first two pages pictures. Needs root, Debian, a browser and pdftoppm.
 */
const docs = join(repo, 'docs');
const machine = await bootMachine(fiveFaults.machine);
try {
  // A name of its own: 'lab', which the lab's files have in their names, would be hidden in all of them.
  await machine.must(['sh', '-c', 'echo desk-pc > /etc/hostname; hostname desk-pc; echo 127.0.1.1 desk-pc >> /etc/hosts']);
  await fiveFaults.settle?.(machine);
  await fiveFaults.inject(machine);
  const { html, german } = await visit(machine);
  writeFileSync(join(docs, 'sample-report.html'), html);
  await pictures(html, 'sample-report');
  if (process.argv.includes('--german')) writeFileSync(join(tmpdir(), 'sample-report-de.html'), german);
} finally {
  machine.off();
}

/** One customer's visit from the first word to the signature. */
async function visit(machine: Machine): Promise<{ html: string; german: string }> {
  const details = ['--ticket', '2026-0042', '--customer', 'Example Customer', '--technician', 'A. Technician'];
  const complaint = 'Web pages do not open, and updates have failed for a week.';
  good(await call(machine, ['job', 'open', ...details, '--complaint', complaint, '--accessories', 'Power supply']), [0]);
  nameTheShop(machine);
  good(await scan(machine), [10]);
  good(await repair(machine, [...fiveFaults.routines, '--agreed-by', 'Example Customer']), [0]);
  good(await scan(machine), [0, 10, 11]);
  const tests = ['Keyboard=passed', 'Touchpad=passed', 'Camera=failed:picture is dark'].flatMap((test) => ['--hand-test', test]);
  const declined = ['--declined', 'A second disk for backups=If the disk fails, everything since the last backup is lost'];
  good(await call(machine, ['job', 'note', 'Fan cleaned.', '--minutes', '55', ...tests, ...declined]), [0]);
  good(await call(machine, ['job', 'close', '--data', 'Nothing was copied. No file of the customer was opened.']), [0]);
  return { html: await report(machine, 'en'), german: await report(machine, 'de') };
}

async function report(machine: Machine, language: 'en' | 'de'): Promise<string> {
  const file = `/tmp/report-${language}.html`;
  good(await call(machine, ['report', '--job', '2026-0042', '--redact', '--language', language, '--out', file]), [0]);
  return machine.read(file).toString('utf8');
}

/** The head of the page, as the window's settings keep it. */
function nameTheShop(machine: Machine): void {
  const shop = { name: 'Example Computer Shop', address: '1 Example Street', phone: '555 0100', email: 'shop@example.org', logo: '' };
  machine.write('/root/.local/state/rescuepc/records/settings.json', JSON.stringify({ v: 1, type: 'settings', shop }));
}

async function pictures(html: string, name: string): Promise<void> {
  const folder = join(docs, 'images');
  mkdirSync(folder, { recursive: true });
  const pdf = join(tmpdir(), `${name}.pdf`);
  writeFileSync(pdf, await browserPdf().print(html, 'A4'));
  execFileSync('pdftoppm', ['-png', '-r', '80', '-l', '2', pdf, join(folder, name)]);
}

function good({ code, text, documents }: Said, codes: readonly number[]): void {
  if (code === null || !codes.includes(code)) throw new Error(`exit ${String(code)}: ${text} ${JSON.stringify(documents.at(-1) ?? '')}`);
}
