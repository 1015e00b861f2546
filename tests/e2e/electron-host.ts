import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Frame as PageFrame, Page } from '@playwright/test';
import { childLine } from './child-line.ts';
import type { ChildState, FromChild, ToChild } from './electron-messages.ts';

const repo = fileURLToPath(new URL('../..', import.meta.url));
const nobody = 65_534;
/** Chromium cannot be taught a scheme from outside; the window's origin is this one here, and `app://rescuepc` for everybody else. */
export const stage = 'https://rescuepc.invalid';
const toStage = (address: string): string => address.replace(/^app:\/\/rescuepc/, stage);
const fromStage = (address: string): string => address.replace(stage, 'app://rescuepc');

export type Installed = { readonly folder: string; readonly home: string; readonly store: string; remove(): void };

/** A copy of the built product, as a package would have it, that an ordinary user can read, and a home for that user. */
export function installProduct(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'rescuepc-desktop-'));
  chmodSync(folder, 0o755);
  for (const part of [
    'out',
    'package.json',
    'native-scripts',
    'node_modules/better-sqlite3',
    'tests/fakes/electron.ts',
    'tests/e2e/electron-child.ts',
    'tests/e2e/electron-messages.ts',
  ])
    cpSync(join(repo, part), join(folder, part), { recursive: true, dereference: true });
  const home = join(folder, 'home');
  mkdirSync(home);
  if (process.getuid?.() === 0) chownSync(home, nobody, nobody);
  return { folder, home, store: join(home, 'state'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** The real `out/main/electron.js`, on Node, with the fake of Electron. As root it works as `nobody`, unless `asRoot`. */
export function startMain(
  { folder, home, store }: Installed,
  words: readonly string[],
  asRoot = false,
): { child: ChildProcess; ended: Promise<Ended> } {
  const drops = process.getuid?.() === 0 && !asRoot;
  const { PATH, LANG } = process.env;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(folder, 'tests/e2e/electron-child.ts'),
      join(folder, 'out/main/electron.js'),
      ...words,
    ],
    {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH,
        LANG,
        HOME: home,
        RESCUEPC_HOME: store,
        RESCUEPC_TEST_APP: folder,
        ...(drops ? { RESCUEPC_TEST_UID: String(nobody) } : {}),
      },
    },
  );
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  // One that could not be started ends as well.
  child.on('error', (error) => (err += String(error)));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return { child, ended };
}

/** The desktop product with a browser's page as its window. */
export type Desktop = {
  /** The main window's page, once its first load has ended. */
  readonly page: Page;
  /** Addresses that a page asked for which the product does not serve. */
  readonly strangers: readonly string[];
  readonly ended: Promise<Ended>;
  tell(message: ToChild): void;
  state(): Promise<ChildState>;
};

export async function startDesktop(browser: Browser, installed: Installed, words: readonly string[] = []): Promise<Desktop> {
  const { child, ended } = startMain(installed, words);
  const preload = readFileSync(join(installed.folder, 'out/preload/index.cjs'), 'utf8');
  const pages = new Map<number, Promise<Page>>();
  const strangers: string[] = [];
  const { tell, ask, answered } = childLine<ToChild, PageAnswer | StateAnswer>(child);

  async function openPage(id: number, hasBridge: boolean, scripts: boolean): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.route('**', async (route, request) => {
      if (!request.url().startsWith(`${stage}/`)) {
        strangers.push(request.url());
        return route.abort();
      }
      const url = fromStage(request.url());
      const asked = ask<PageAnswer>((call) => ({ type: 'fetch', id, call, url, method: request.method() }));
      const answer = await asked.catch(() => null);
      // A page outlives the product that served it.
      if (answer === null) return route.abort();
      return route.fulfill({ status: answer.status, headers: answer.headers, body: Buffer.from(answer.base64, 'base64') });
    });
    if (!hasBridge) return page;
    await page.exposeBinding('__send', ({ frame }, channel: string, args: unknown[]) =>
      tell({ type: 'message', id, channel, args, frame: { origin: originOf(frame), isMain: frame.parentFrame() === null } }),
    );
    await page.addInitScript({ content: bridgeScript(preload) });
    return page;
  }

  let firstLoad = (_page: Page): void => undefined;
  const loaded = new Promise<Page>((resolve, reject) => {
    firstLoad = resolve;
    void ended.then(({ code, err }) => reject(new Error(`the main process ended (${String(code)}): ${err}`)));
  });
  child.on('message', (message: FromChild) => {
    receive(message).catch((error: unknown) => {
      // Pages are closed when the product has ended; as long as it works each of them has to be there.
      if (child.connected) throw error;
    });
  });

  async function receive(message: FromChild): Promise<void> {
    switch (message.type) {
      case 'window': {
        const page = openPage(message.id, message.preload !== '', message.scripts);
        // That it could not be opened is told to whoever wants to do something with it.
        page.catch(() => undefined);
        return void pages.set(message.id, page);
      }
      case 'load':
        return reply(message.call, async () => {
          const page = await pageOf(message.id);
          await page.goto(toStage(message.address));
          if (message.id === 0) firstLoad(page);
        });
      case 'print':
        return reply(message.call, async () => (await pageOf(message.id)).pdf({ format: message.paper, printBackground: true }));
      case 'reload':
        return void (await (await pageOf(message.id)).reload());
      case 'send':
        // Not awaited: what is sent arrives in order, and a page that is being left has nobody to tell.
        return void (await pageOf(message.id))
          .evaluate(([channel, args]) => (globalThis as unknown as Deliverer).__deliver(channel, args), [
            message.channel,
            message.args,
          ] as const)
          .catch(() => undefined);
      case 'gone':
        return (await pageOf(message.id)).context().close();
      case 'page':
      case 'state':
        return answered(message);
    }
  }

  async function reply(call: number, work: () => Promise<Buffer | void>): Promise<void> {
    try {
      const bytes = await work();
      tell({ type: 'done', call, ...(bytes ? { base64: bytes.toString('base64') } : {}) });
    } catch (error) {
      tell({ type: 'done', call, error: String(error) });
    }
  }

  function pageOf(id: number): Promise<Page> {
    const page = pages.get(id);
    if (!page) throw new Error(`no page ${id}`);
    return page;
  }

  return {
    page: await loaded,
    strangers,
    ended,
    tell,
    state: async () => (await ask<StateAnswer>((call) => ({ type: 'state', call }))).state,
  };
}

type PageAnswer = Extract<FromChild, { type: 'page' }>;
type StateAnswer = Extract<FromChild, { type: 'state' }>;

type Deliverer = { __deliver(channel: string, args: readonly unknown[]): void };

/** The origin as Electron would tell it. */
function originOf(frame: PageFrame): string {
  const { origin } = new URL(frame.url());
  return origin === stage ? 'app://rescuepc' : origin;
}

/** The built preload, in the main frame of each page, with the two parts of Electron that it may touch. */
function bridgeScript(preload: string): string {
  return `(() => {
  if (window !== window.top) return;
  const send = window.__send;
  const listeners = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api) }) },
    ipcRenderer: {
      on: (channel, listener) => void listeners.push({ channel, listener }),
      send: (channel, ...args) => void send(channel, args),
    },
  };
  window.__deliver = (channel, args) => {
    for (const one of [...listeners]) if (one.channel === channel) one.listener({}, ...args);
  };
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload has no ' + name);
    return electron;
  };
  (function (require, module, exports) {${preload}
})(require, { exports: {} }, {});
})();`;
}
