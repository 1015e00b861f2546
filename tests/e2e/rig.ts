import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, test as base, type Browser, type Page } from '@playwright/test';
import { bootMachine, type Machine } from '../labs/linux/machine.ts';
import { startConsole, type ConsoleOptions, type RunningConsole } from './console.ts';

/** A lab machine with the console running in it, and a browser that shares its network: nothing of it touches the host's. */
export type Rig = {
  readonly machine: Machine;
  readonly browser: Browser;
  /** A page that was let in, at the first screen. `locale`: the browser's language, `en-GB` unless told. */
  open(options?: { readonly locale?: string }): Promise<Page>;
  /** Starts the console anew: all earlier pages have to be let in again. */
  restartConsole(options?: ConsoleOptions): Promise<void>;
  killConsole(signal?: NodeJS.Signals): Promise<void>;
  /** Where the present console is; the code in it is used up. */
  readonly address: () => string;
  close(): Promise<void>;
};

/** One machine for all tests; each test gets its own browser page. */
export const test = base.extend<{ page: Page }, { rig: Rig }>({
  rig: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter list.
    async ({}, use) => {
      const rig = await startRig();
      try {
        await use(rig);
      } finally {
        await rig.close();
      }
    },
    { scope: 'worker', timeout: 900_000 },
  ],
  page: async ({ rig }, use) => {
    const page = await rig.open();
    const faults = watchFaults(page);
    await use(page);
    await page.context().close();
    if (faults.length > 0) throw new Error(`the page reported: ${faults.join('; ')}`);
  },
});
export { expect } from './expect.ts';

/** What a page of ours must never report: errors of scripts, and anything that the content security policy refused. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  return faults;
}

/** Boots a machine with one small disk, starts the console in it as root, and a browser. */
export async function startRig(): Promise<Rig> {
  // Room for a cache that is worth cleaning.
  const machine = await bootMachine({ sizeMb: 3_200, disks: [{ sizeMb: 32, mkfs: ['mkfs.ext4', '-q', '-F', '-L', 'labdata'] }] });
  const folder = mkdtempSync(join(tmpdir(), 'rescuepc-e2e-'));
  const browser = await chromium.launch({ executablePath: browserInside(machine, folder), args: browserArguments });
  let served: RunningConsole | null = null;
  let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> = { cookies: [], origins: [] };
  const address = (): string => served?.address ?? '';

  async function killConsole(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await served?.end(signal);
    served = null;
  }
  async function restartConsole(options: ConsoleOptions = {}): Promise<void> {
    await killConsole();
    served = await startConsole(machine, options);
    // One session for all pages of the browser, as a person's browser has it.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(served.address);
    await page.getByTestId('identity').waitFor();
    state = await context.storageState();
    await context.close();
  }
  await restartConsole();
  return {
    machine,
    browser,
    address,
    killConsole,
    restartConsole,
    async open({ locale = 'en-GB' } = {}) {
      const viewport = { width: 1280, height: 800 };
      const permissions = ['clipboard-read', 'clipboard-write'];
      const context = await browser.newContext({ storageState: state, viewport, locale, permissions, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(new URL(address()).origin);
      await page.getByTestId('identity').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
      machine.off();
    },
  };
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
