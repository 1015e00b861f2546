import { contextBridge, ipcRenderer } from 'electron';

const channel = 'rescuepc';

/** All that the window gets from Electron: a line to the host, named anew by every page that is loaded. */
contextBridge.exposeInMainWorld('rescuepc', {
  connect(onMessage: (message: unknown) => void, onClose: () => void) {
    const line = crypto.randomUUID();
    ipcRenderer.on(channel, (_event, name: unknown, message: unknown) => {
      if (name !== line) return;
      if (message === null) onClose();
      else onMessage(message);
    });
    return { post: (message: unknown) => ipcRenderer.send(channel, line, message), close: () => ipcRenderer.send(channel, line, null) };
  },
});
