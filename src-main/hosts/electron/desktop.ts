import { app, dialog, nativeTheme, session, type BrowserWindow } from 'electron';
import { windowContract, type WindowContract } from '../../../src-shared/contract/host.js';
import type { Settings } from '../../../src-shared/contract/settings.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Handlers } from '../../../src-shared/wire/contract.js';
import type { Port } from '../../../src-shared/wire/port.js';
import { serve } from '../../../src-shared/wire/serve.js';
import { userStore } from '../../adapters/os/linux.js';
import { createApplication } from '../application.js';
import { createControl } from '../console/control.js';
import { loadPages } from '../pages.js';
import { startProtectedWorker } from '../protected-worker.js';
import { terminalText } from '../terminal-text.js';
import { reviveWindow } from './crash.js';
import { claimLinks, pageOfWords } from './deep-link.js';
import { createDialogs } from './dialogs.js';
import { hostHandlers } from './host-handlers.js';
import { lockPages, lockSession } from './lockdown.js';
import { addressOf, createMainWindow, focusWindow } from './main-window.js';
import { showMenu } from './menu.js';
import { endWords, notify } from './notify.js';
import { openLink } from './open-link.js';
import { listenToPage } from './page-port.js';
import { desktopPrograms } from './programs.js';
import { guardQuit } from './quit.js';
import { followRuns } from './run-follower.js';
import { answerPages, serveScheme } from './scheme.js';
import { openDoor } from './single-instance.js';
import { createStayAwake } from './stay-awake.js';
import { languageOf, words, type Language } from './words.js';

/** The desktop window on the application of this process, from the first start to the last step in flight. */
export async function startDesktop(): Promise<void> {
  const state = userStore();
  const door = openDoor(state);
  if (!door) return app.exit(0);
  lockPages();
  claimLinks();
  try {
    await app.whenReady();
    await show(state, door.onPage);
  } catch (thrown) {
    const { message, hint } = toAppError(thrown);
    dialog.showErrorBox(words[languageOf('system')].cannotStart, hint === undefined ? message : `${message}\n\n${hint}`);
    app.exit(1);
  }
}

async function show(state: string, onPage: (open: (page: string | null) => void) => void): Promise<void> {
  const pages = loadPages();
  let window: BrowserWindow | null = null;
  let language: Language = languageOf('system');
  const say = (): (typeof words)[Language] => words[language];
  const focus = (): void => {
    if (window && !window.isDestroyed()) focusWindow(window);
  };
  /** For whoever looks elsewhere. */
  const tell = (news: { title: string; body: string }): void => {
    if (window?.isFocused() !== true) notify(news, focus);
  };
  const dialogs = createDialogs(() => (window?.isDestroyed() === false ? window : null), say);
  const control = createControl();
  const programs = desktopPrograms();
  const application = createApplication({
    note,
    programs,
    async startWorker(workerFile) {
      control.tell({ type: 'asking-for-password', asking: true });
      try {
        return await startProtectedWorker(workerFile, { hasTerminal: false, mayInstall: dialogs.mayInstall }, programs.node);
      } finally {
        control.tell({ type: 'asking-for-password', asking: false });
      }
    },
  });
  const runs = followRuns(application.handlers, {
    onCount: createStayAwake(),
    onEvent: (event) => event.type === 'plan-changed' && tell({ title: say().waits, body: say().waitsWhy }),
    onEnd: (_run, last) => tell(endWords(last, language)),
  });
  const useSettings = (settings: Settings): void => {
    language = languageOf(settings.language);
    nativeTheme.themeSource = settings.theme;
    showMenu(language, (id) => void openLink(id).catch(() => undefined));
  };
  const host = await hostHandlers();
  const answers = {
    ...runs.handlers,
    ...host,
    'settings.set': async (input: Settings, signal: AbortSignal) => {
      const settings = await application.handlers['settings.set'](input, signal);
      useSettings(settings);
      return settings;
    },
  };

  // There is one window, and it is always in control.
  const seat = control.enter();
  const handlers: Handlers<WindowContract> = {
    ...answers,
    'host.watch': (_nothing, signal) => seat.watch(signal),
    'host.takeControl': () => Promise.resolve(null),
  };
  const serveLine = (port: Port): void => void serve(windowContract, handlers, port, { onInternalError: application.onInternalError });

  useSettings(await application.handlers['settings.get']({}, new AbortController().signal));
  lockSession(session.defaultSession);
  serveScheme(session.defaultSession, answerPages(pages));
  const isLeaving = guardQuit({ atWork: runs.atWork, ask: dialogs.mayQuit, close: () => application.close() });

  const opened = createMainWindow(state);
  window = opened;
  listenToPage(opened.webContents, serveLine, note);
  reviveWindow(opened, dialogs.openAgain, note);
  opened.on('close', (event) => {
    if (isLeaving()) return;
    event.preventDefault();
    app.quit();
  });
  const open = (page: string | null): void => {
    if (page !== null) void opened.loadURL(addressOf(page)).catch(() => undefined);
    focus();
  };
  await opened.loadURL(addressOf(pageOfWords(process.argv) ?? '/'));
  onPage(open);
}

/** Remarks and what went wrong inside, for whoever started us from a terminal. */
function note(message: string): void {
  process.stderr.write(`${terminalText(message)}\n`);
}
