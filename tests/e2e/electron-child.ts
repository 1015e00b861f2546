import { registerHooks } from 'node:module';
import type * as Fake from '../fakes/electron.ts';
import type { ChildState, FromChild, ToChild } from './electron-messages.ts';

/**
 * Loaded before the real main process: `electron` becomes the fake, whose windows are pages of the browser that the test has. Given a
 * user's number in RESCUEPC_TEST_UID it gives up root's rights first, since the main process refuses them.
 */
const fakeUrl = new URL('../fakes/electron.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: fakeUrl, shortCircuit: true } : next(name, context)),
});
const { app, fake, nativeTheme, session } = (await import(fakeUrl)) as typeof Fake;

const uid = Number(process.env['RESCUEPC_TEST_UID'] ?? 0);
if (uid > 0) {
  process.setgroups?.([uid]);
  process.setgid?.(uid);
  process.setuid?.(uid);
}

// A failure to send goes to the callback. Whoever started this has gone then, and nobody else would end it.
const tell = (message: FromChild): void => void process.send?.(message, () => undefined);
process.once('disconnect', () => process.exit(1));
const waiting = new Map<number, (message: Extract<ToChild, { type: 'done' }>) => void>();
let lastCall = 0;

function ask(message: FromChild & { call: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    waiting.set(message.call, ({ error, base64 = '' }) =>
      error === undefined ? resolve(Buffer.from(base64, 'base64')) : reject(new Error(error)),
    );
    tell(message);
  });
}

fake.appPath = process.env['RESCUEPC_TEST_APP'] ?? '';
fake.onExit = (code) => process.exit(code);
fake.pageBehind = (window): Fake.PageBehind => {
  const id = fake.windows.indexOf(window);
  const { preload = '', javascript = true } = window.options.webPreferences ?? {};
  tell({ type: 'window', id, preload, scripts: javascript });
  window.webContents.on('destroyed', () => tell({ type: 'gone', id }));
  return {
    load: async (address) => void (await ask({ type: 'load', id, call: ++lastCall, address })),
    print: ({ pageSize }) => ask({ type: 'print', id, call: ++lastCall, paper: pageSize === 'Letter' ? 'Letter' : 'A4' }),
    reload: () => tell({ type: 'reload', id }),
    send: (channel, args) => tell({ type: 'send', id, channel, args }),
  };
};

process.on('message', (message: ToChild) => {
  switch (message.type) {
    case 'done':
      waiting.get(message.call)?.(message);
      return void waiting.delete(message.call);
    case 'fetch':
      return void answerPage(message);
    case 'message': {
      const main = { origin: message.frame.origin, parent: null };
      const frame = message.frame.isMain ? main : { ...main, parent: main };
      return windowOf(message.id).webContents.receive(message.channel, message.args, frame);
    }
    case 'event':
      return void windowOf(message.id).webContents.emit(
        message.name,
        ...(message.name === 'render-process-gone' ? [{}] : []),
        message.details,
      );
    case 'second-instance':
      return void app.emit('second-instance', {}, message.words);
    case 'moved':
      return void windowOf(0).emit('move');
    case 'quit':
      return app.quit();
    case 'state':
      return tell({ type: 'state', call: message.call, state: stateNow() });
  }
});

async function answerPage({ id, call, url, method }: Extract<ToChild, { type: 'fetch' }>): Promise<void> {
  const own = (windowOf(id).options.webPreferences?.session as Fake.FakeSession | undefined) ?? session.defaultSession;
  const answer = await own.fetch(url, { method });
  const bytes = Buffer.from(await answer.arrayBuffer());
  tell({ type: 'page', call, status: answer.status, headers: Object.fromEntries(answer.headers), base64: bytes.toString('base64') });
}

function windowOf(id: number): Fake.BrowserWindow {
  const window = fake.windows[id];
  if (!window) throw new Error(`no window ${id}`);
  return window;
}

function stateNow(): ChildState {
  const { preload: _preload, session: _session, ...preferences } = fake.windows[0]?.options.webPreferences ?? {};
  return {
    sandboxed: fake.sandboxed,
    opened: fake.opened,
    notifications: fake.notifications.map(({ options }) => options),
    menu: fake.menu.map(({ label }) => label),
    theme: nativeTheme.themeSource,
    preferences,
    privileged: fake.privileged.map(({ scheme }) => scheme),
  };
}
