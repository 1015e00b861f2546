import { join } from 'node:path';
import { app } from 'electron';
import type { Programs } from '../worker-file.js';

/**
 * What runs beside the window without Chromium: in a package the Node and the worker in its folder `tools`, which lies outside the
 * archive because they are started as programs; from sources the project's own.
 */
export function desktopPrograms(): Programs {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const home = app.isPackaged ? join(process.resourcesPath, 'tools') : app.getAppPath();
  return {
    node: app.isPackaged ? join(home, name) : join(home, 'node_modules', 'node', 'bin', name),
    worker: join(home, 'out', 'main', 'worker.js'),
  };
}
