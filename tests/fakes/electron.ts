import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type {
  App,
  BrowserWindow as RealWindow,
  BrowserWindowConstructorOptions,
  CustomScheme,
  Dialog,
  Display,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  NativeTheme,
  Notification as RealNotification,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  PrintToPDFOptions,
  Protocol,
  Rectangle,
  Screen,
  Session,
  Shell,
  WebContents,
} from 'electron';

/**
 * Electron without Electron: the parts that `hosts/electron` and `src-preload` use, written by hand and held to Electron's own types.
 * Tests set what the world answers, and look at what was done, in `fake`. A window can have a real page behind it (`fake.pageBehind`).
 */

/** What shows a window's page, where something does. */
export type PageBehind = {
  load(address: string): Promise<void>;
  reload(): void;
  send(channel: string, args: readonly unknown[]): void;
  /** Prints the page; without, a made-up PDF comes out. */
  print?(options: PrintToPDFOptions): Promise<Buffer>;
};

type Handler = Parameters<Protocol['handle']>[1];
type BeforeRequest = (details: { url: string }, answer: (decision: { cancel?: boolean }) => void) => void;

export class FakeSession
  extends EventEmitter
  implements Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>
{
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  devicePermission: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  beforeRequest: BeforeRequest | null = null;
  readonly schemes = new Map<string, Handler>();
  readonly protocol = { handle: (scheme, handler) => void this.schemes.set(scheme, handler) } satisfies Pick<Protocol, 'handle'>;
  readonly webRequest = { onBeforeRequest: (listener: BeforeRequest): void => void (this.beforeRequest = listener) };

  setPermissionRequestHandler(handler: FakeSession['permissionRequest']): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: FakeSession['permissionCheck']): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: FakeSession['devicePermission']): void {
    this.devicePermission = handler;
  }
  /** What this session answers to an address. */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const handler = this.schemes.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new Error(`nothing answers ${url}`);
    return handler(new Request(url, init));
  }
}

/** A frame as a sender; `parent` null is the main one. */
export type FakeFrame = { readonly origin: string; readonly parent: FakeFrame | null };

export class FakeContents
  extends EventEmitter
  implements Pick<WebContents, 'isDestroyed' | 'send' | 'reload' | 'setWindowOpenHandler' | 'printToPDF'>
{
  readonly ipc = new EventEmitter();
  readonly sent: unknown[][] = [];
  readonly printed: PrintToPDFOptions[] = [];
  reloads = 0;
  destroyed = false;
  windowOpenHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null;
  mainFrame: FakeFrame = { origin: '', parent: null };
  page: PageBehind | null = null;

  isDestroyed(): boolean {
    return this.destroyed;
  }
  send(channel: string, ...args: unknown[]): void {
    this.sent.push([channel, ...args]);
    this.page?.send(channel, args);
  }
  reload(): void {
    this.reloads += 1;
    this.page?.reload();
  }
  setWindowOpenHandler(handler: NonNullable<FakeContents['windowOpenHandler']>): void {
    this.windowOpenHandler = handler;
  }
  printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    this.printed.push(options);
    return this.page?.print?.(options) ?? Promise.resolve(Buffer.from('%PDF-fake'));
  }
  /** A message as a bridge in this frame would send it. */
  receive(channel: string, args: readonly unknown[], senderFrame: FakeFrame | null = this.mainFrame): void {
    this.ipc.emit(channel, { senderFrame, sender: this }, ...args);
  }
  /** Emits an event that can be prevented; true if it was. */
  tries(event: string, details: object = {}): boolean {
    let prevented = false;
    this.emit(event, { ...details, preventDefault: () => (prevented = true) });
    return prevented;
  }
}

export class BrowserWindow
  extends EventEmitter
  implements
    Pick<
      RealWindow,
      | 'loadURL'
      | 'show'
      | 'focus'
      | 'restore'
      | 'maximize'
      | 'destroy'
      | 'isDestroyed'
      | 'isFocused'
      | 'isMinimized'
      | 'isMaximized'
      | 'getNormalBounds'
    >
{
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  bounds: Rectangle;
  shown = false;
  focused = false;
  minimised = false;
  maximised = false;
  destroyed = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    fake.windows.push(this);
    this.webContents.page = fake.pageBehind?.(this) ?? null;
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(address: string): Promise<void> {
    this.loaded.push(address);
    const { protocol, host } = new URL(address);
    this.webContents.mainFrame = { origin: `${protocol}//${host}`, parent: null };
    await this.webContents.page?.load(address);
    this.emit('ready-to-show');
  }
  show(): void {
    this.shown = true;
  }
  focus(): void {
    this.focused = true;
  }
  restore(): void {
    this.minimised = false;
  }
  maximize(): void {
    this.maximised = true;
  }
  destroy(): void {
    this.destroyed = true;
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isFocused(): boolean {
    return this.focused;
  }
  isMinimized(): boolean {
    return this.minimised;
  }
  isMaximized(): boolean {
    return this.maximised;
  }
  getNormalBounds(): Rectangle {
    return this.bounds;
  }
  /** As a person closes it; true if it stayed. */
  close(): boolean {
    let stays = false;
    this.emit('close', { preventDefault: () => (stays = true) });
    if (!stays) this.destroy();
    return stays;
  }
}

export class Notification extends EventEmitter implements Pick<RealNotification, 'show'> {
  readonly options: NotificationConstructorOptions;
  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.options = options;
  }
  static isSupported(): boolean {
    return fake.showsNotifications;
  }
  show(): void {
    fake.notifications.push(this);
  }
}

const appMethods = {
  name: 'RescuePC Repairs',
  enableSandbox: () => void (fake.sandboxed = true),
  whenReady: () => Promise.resolve(),
  getAppPath: () => fake.appPath,
  getLocale: () => fake.locale,
  setPath: (name: string, path: string) => {
    if (!existsSync(path)) throw new Error(`Failed to set path ${name}`);
    fake.paths.set(name, path);
  },
  requestSingleInstanceLock: () => fake.isFirst,
  setAsDefaultProtocolClient: (scheme: string) => {
    fake.claimed.push(scheme);
    return true;
  },
  exit: (code = 0) => {
    fake.exits.push(code);
    fake.onExit?.(code);
  },
  quit: () => {
    let stays = false;
    app.emit('before-quit', { preventDefault: () => (stays = true) });
    if (!stays) appMethods.exit(0);
  },
} satisfies Partial<App>;

export const app = Object.assign(new EventEmitter(), appMethods, { isPackaged: false });

const sessions = new Map<string, FakeSession>();
function sessionOf(partition: string): FakeSession {
  const own = sessions.get(partition) ?? new FakeSession();
  sessions.set(partition, own);
  return own;
}
export const session = {
  get defaultSession(): FakeSession {
    return sessionOf('');
  },
  fromPartition: sessionOf,
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: CustomScheme[]) => void fake.privileged.push(...schemes),
} satisfies Partial<Protocol>;

export const shell = {
  openExternal: (address: string) => {
    fake.opened.push(address);
    return Promise.resolve();
  },
} satisfies Partial<Shell>;

export const dialog = {
  showMessageBox(...args: [object, MessageBoxOptions] | [MessageBoxOptions]): ReturnType<Dialog['showMessageBox']> {
    const options = args.at(-1) as MessageBoxOptions;
    fake.questions.push(options);
    return Promise.resolve({ response: fake.answer, checkboxChecked: false });
  },
  showErrorBox: (title: string, content: string) => void fake.errors.push(`${title}: ${content}`),
} satisfies Partial<Dialog>;

type Template = MenuItemConstructorOptions[];
export const Menu = {
  buildFromTemplate: (template: Template) => template,
  setApplicationMenu: (template: Template) => void (fake.menu = template),
};

export const nativeTheme: Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'> = { themeSource: 'system', shouldUseDarkColors: false };

export const screen = {
  getAllDisplays: () => fake.screens.map((workArea) => ({ workArea }) as Display),
} satisfies Partial<Screen>;

export const powerSaveBlocker = {
  start: () => {
    const id = fake.blockers.length;
    fake.blockers.push(true);
    return id;
  },
  stop: (id: number) => {
    fake.blockers[id] = false;
    return true;
  },
} satisfies Partial<PowerSaveBlocker>;

/** The bridge's side of Electron. */
export const contextBridge = {
  exposeInMainWorld: (name: string, api: object): void => void fake.exposed.set(name, api),
};
export const ipcRenderer = Object.assign(new EventEmitter(), {
  send: (channel: string, ...args: unknown[]): void => void fake.bridgeSent.push([channel, ...args]),
});

function freshFake() {
  return {
    windows: [] as BrowserWindow[],
    notifications: [] as Notification[],
    questions: [] as MessageBoxOptions[],
    errors: [] as string[],
    opened: [] as string[],
    exits: [] as number[],
    claimed: [] as string[],
    privileged: [] as CustomScheme[],
    paths: new Map<string, string>(),
    /** One for each time the machine was asked to stay awake; false when that was taken back. */
    blockers: [] as boolean[],
    menu: [] as Template,
    screens: [{ x: 0, y: 0, width: 1920, height: 1040 }] as Rectangle[],
    sandboxed: false,
    isFirst: true,
    locale: 'en-GB',
    appPath: '/nowhere',
    /** Which button is pressed in every dialog. */
    answer: 0,
    showsNotifications: true,
    onExit: null as ((code: number) => void) | null,
    pageBehind: null as ((window: BrowserWindow) => PageBehind) | null,
    exposed: new Map<string, object>(),
    bridgeSent: [] as unknown[][],
  };
}

export const fake = freshFake();

/** Everything as at the start. */
export function resetFake(): void {
  Object.assign(fake, freshFake());
  sessions.clear();
  app.removeAllListeners();
  app.isPackaged = false;
  ipcRenderer.removeAllListeners();
  Object.assign(nativeTheme, { themeSource: 'system', shouldUseDarkColors: false });
}
