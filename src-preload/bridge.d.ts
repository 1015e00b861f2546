/**
 * The two parts of Electron that a bridge may touch. Its own types would bring Node's into this room, which a sandboxed script has
 * not got; `tests/unit/electron/bridge.test.ts` compares these with them.
 */
export declare const contextBridge: { exposeInMainWorld(name: string, api: object): void };
export declare const ipcRenderer: {
  on(channel: string, listener: (event: unknown, ...args: unknown[]) => void): unknown;
  send(channel: string, ...args: unknown[]): void;
};
