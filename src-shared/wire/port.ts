/**
 * One end of a two-way message channel. Messages are plain JSON-able data; they arrive in order or not at all.
 * Electron IPC, a WebSocket, the in-memory pair and the worker's stream are all Ports of a few lines.
 */
export type Port = {
  /** Sends one message. After the channel has closed this does nothing. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the channel has ended, whichever side ended it; at once if it already has. */
  onClose(listener: () => void): void;
  close(): void;
};
