import { contextBridge, ipcRenderer } from 'electron';

const channel = 'rescuepc';

/** All that the window gets from Electron: a line to the host, named anew by every page that is loaded. Only text crosses. */
contextBridge.exposeInMainWorld('rescuepc', {
  connect(onMessage: (message: unknown) => void, onClose: () => void) {
    const line = crypto.randomUUID();
    ipcRenderer.on(channel, (_event, name: unknown, text: unknown) => {
      if (name !== line) return;
      if (typeof text === 'string') onMessage(JSON.parse(text));
      else onClose();
    });
    const send = (text: string | null): void => ipcRenderer.send(channel, line, text);
    return { post: (message: unknown) => send(JSON.stringify(message) ?? null), close: () => send(null) };
  },
});
