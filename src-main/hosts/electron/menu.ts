import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { links, type LinkId } from '../../../src-shared/links.js';
import { words, type Language } from './words.js';

/** The application's menu: what the system's roles do, and links that are named by id. */
export function showMenu(language: Language, openLink: (id: LinkId) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, openLink)));
}

export function menuTemplate(language: Language, openLink: (id: LinkId) => void): MenuItemConstructorOptions[] {
  const say = words[language];
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    { label: app.name, submenu: [{ role: 'about', label: say.about }, line, { role: 'quit', label: say.quit }] },
    {
      label: say.edit,
      submenu: [
        { role: 'undo', label: say.undo },
        { role: 'redo', label: say.redo },
        line,
        { role: 'cut', label: say.cut },
        { role: 'copy', label: say.copy },
        { role: 'paste', label: say.paste },
        { role: 'selectAll', label: say.selectAll },
      ],
    },
    {
      label: say.view,
      submenu: [
        { role: 'zoomIn', label: say.zoomIn },
        { role: 'zoomOut', label: say.zoomOut },
        { role: 'resetZoom', label: say.resetZoom },
        line,
        { role: 'togglefullscreen', label: say.fullScreen },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    {
      label: say.window,
      submenu: [
        { role: 'minimize', label: say.minimise },
        { role: 'close', label: say.close },
      ],
    },
    { label: say.help, role: 'help', submenu: linkIds.map((id) => ({ label: new URL(links[id]).host, click: () => openLink(id) })) },
  ];
}

const linkIds = Object.keys(links) as LinkId[];
