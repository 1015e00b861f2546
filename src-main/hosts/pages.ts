// oxlint-disable-next-line no-restricted-imports -- in Electron the window lies in an archive, into which only Node's own reading looks
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src-shared/errors.js';

/** A file of the window, with its media type. */
export type Page = { readonly type: string; readonly bytes: Buffer };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Where the built window lies beside a built entry: `out/main/x.js` -> `out/renderer`. */
export function pagesFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..', 'renderer');
}

/**
 * All files of the window, in memory, by URL path (`/assets/x.js`; `/` is the page itself): nothing else can be asked for, whatever
 * the path says. AppError not-found if it was not built.
 */
export function loadPages(folder = pagesFolder()): ReadonlyMap<string, Page> {
  const pages = new Map<string, Page>();
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const type = types[extname(entry.name)];
      if (type !== undefined) pages.set(`/${relative(folder, file).split(sep).join('/')}`, { type, bytes: readFileSync(file) });
    }
  } catch {
    // Said below, the same as an empty folder.
  }
  const start = pages.get('/index.html');
  if (!start) throw new AppError('not-found', `The window is not in ${folder}.`, "Build it with 'npm run build'.");
  return pages.set('/', start);
}
