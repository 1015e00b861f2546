import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, test as base, type Browser, type Page } from '@playwright/test';
import { bootMachine, type Background, type Machine } from '../labs/linux/machine.ts';
import { productDir } from '../labs/linux/places.ts';

/** A lab machine with the console running in it, and a browser that shares its network: nothing of it touches the host's. */
export type Rig = {
  readonly machine: Machine;
  readonly browser: Browser;
  /** A page that was let in. */
  open(): Promise<Page>;
  /** A fresh address that lets one browser in, from a console that is started anew (as root unless a user is named). */
  restartConsole(user?: string): Promise<void>;
  killConsole(): Promise<void>;
  readonly address: () => string;
};

const program = [`${productDir}/node_modules/node/bin/node`, `${productDir}/out/main/cli.js`];
const port = 4712;

/** One machine for all tests of a file; each test gets its own browser page. */
export const test = base.extend<{ page: Page }, { rig: Rig }>({
  rig: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter list.
    async ({}, use) => {
      const machine = await bootMachine({});
      const rig = await startRig(machine);
      try {
        await use(rig.rig);
      } finally {
        await rig.close();
        machine.off();
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  page: async ({ rig }, use) => {
    const page = await rig.open();
    const faults = watchFaults(page);
    await use(page);
    await page.context().close();
    if (faults.length > 0) throw new Error(`the page reported: ${faults.join('; ')}`);
  },
});
export { expect } from '@playwright/test';

/** What a page of ours must never report: errors of scripts, and anything that the content security policy refused. */
function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  return faults;
}

async function startRig(machine: Machine): Promise<{ rig: Rig; close(): Promise<void> }> {
  let console: Background | null = null;
  let address = '';
  const folder = mkdtempSync(join(tmpdir(), 'rescuepc-e2e-'));
  const browser = await chromium.launch({ executablePath: browserInside(machine, folder), args: browserArguments });
  async function killConsole(): Promise<void> {
    await console?.kill('SIGTERM', 'all');
    await console?.done.catch(() => undefined);
    console = null;
  }
  async function restartConsole(user?: string): Promise<void> {
    await killConsole();
    const log = `/tmp/console-${Date.now()}.json`;
    const words = [...program, 'console', '--no-open', '--port', String(port), '--json'].join(' ');
    console = machine.start(['sh', '-c', `exec ${words} > ${log}`], { timeoutMs: 3_600_000, ...(user === undefined ? {} : { user }) });
    console.done.catch(() => undefined);
    address = await addressIn(machine, log);
  }
  await restartConsole();
  // One session for all pages of the browser, as a person's browser has it.
  const first = await browser.newContext();
  const door = await first.newPage();
  await door.goto(address);
  await door.getByTestId('identity').waitFor();
  let state = await first.storageState();
  await first.close();
  const rig: Rig = {
    machine,
    browser,
    address: () => address,
    killConsole,
    async restartConsole(user) {
      await restartConsole(user);
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(address);
      await page.getByTestId('identity').waitFor();
      state = await context.storageState();
      await context.close();
    },
    async open() {
      const context = await browser.newContext({
        storageState: state,
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        acceptDownloads: true,
      });
      const page = await context.newPage();
      await page.goto(new URL(address).origin);
      await page.getByTestId('identity').waitFor();
      return page;
    },
  };
  return {
    rig,
    async close() {
      await browser.close();
      await killConsole();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addressIn(machine: Machine, log: string): Promise<string> {
  for (let waited = 0; waited < 15_000; waited += 100) {
    const text = machine.exists(log) ? machine.read(log).toString() : '';
    if (text.includes('\n')) return (JSON.parse(text) as { address: string }).address;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the console did not start');
}

/** A program that starts the host's Chromium in the machine's network; Playwright talks to it through pipes. */
function browserInside(machine: Machine, folder: string): string {
  const leader = machine.processes().find((process) => process.pid === 1)?.hostPid;
  if (leader === undefined) throw new Error('the machine has no process 1');
  const file = join(folder, 'chromium');
  writeFileSync(file, `#!/bin/sh\nexec nsenter --net=/proc/${leader}/ns/net -- /usr/bin/chromium "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** As root Chromium has no sandbox of its own; it opens nothing but our pages, in a network without an outside. */
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
