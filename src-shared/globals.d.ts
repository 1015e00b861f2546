/*
 * The few globals that Node, Electron and every browser have and that the es2023 library does not name. Only this room sees
 * this file; elsewhere the same names resolve to the fuller types of Node or the DOM, which fit these.
 */

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare var AbortController: { new (): AbortController };

declare function queueMicrotask(task: () => void): void;

interface TextEncoder {
  encode(text: string): Uint8Array;
}

declare var TextEncoder: { new (): TextEncoder };
