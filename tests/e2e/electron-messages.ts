import type { BrowserWindowConstructorOptions } from 'electron';

/** What the child, in which the real main process runs on the fake of Electron, tells the test. */
export type FromChild =
  | { readonly type: 'window'; readonly id: number; readonly preload: string; readonly scripts: boolean }
  | { readonly type: 'load'; readonly id: number; readonly call: number; readonly address: string }
  | { readonly type: 'print'; readonly id: number; readonly call: number; readonly paper: string }
  | { readonly type: 'reload'; readonly id: number }
  | { readonly type: 'send'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'gone'; readonly id: number }
  | {
      readonly type: 'page';
      readonly call: number;
      readonly status: number;
      readonly headers: Record<string, string>;
      readonly base64: string;
    }
  | { readonly type: 'state'; readonly call: number; readonly state: ChildState };

/** What the test tells the child. */
export type ToChild =
  | { readonly type: 'done'; readonly call: number; readonly error?: string; readonly base64?: string }
  | { readonly type: 'fetch'; readonly id: number; readonly call: number; readonly url: string; readonly method: string }
  | { readonly type: 'message'; readonly id: number; readonly channel: string; readonly args: readonly unknown[]; readonly frame: Frame }
  | { readonly type: 'event'; readonly id: number; readonly name: string; readonly details: object }
  | { readonly type: 'second-instance'; readonly words: readonly string[] }
  | { readonly type: 'moved' }
  | { readonly type: 'quit' }
  | { readonly type: 'state'; readonly call: number };

/** The frame a message comes from. */
export type Frame = { readonly origin: string; readonly isMain: boolean };

/** What was done to the fake. */
export type ChildState = {
  readonly sandboxed: boolean;
  readonly opened: readonly string[];
  readonly notifications: readonly { readonly title?: string; readonly body?: string }[];
  readonly menu: readonly (string | undefined)[];
  readonly theme: string;
  readonly preferences: NonNullable<BrowserWindowConstructorOptions['webPreferences']>;
  readonly privileged: readonly string[];
};
