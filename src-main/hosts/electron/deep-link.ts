import { app } from 'electron';

export const linkScheme = 'rescuepc';
const runId = '([0-9]{8}-[0-9]{6}-[0-9a-f]{6})';
/** The only addresses that there are, and the page each opens. They show something; none does anything. */
const known: readonly (readonly [RegExp, (id: string) => string])[] = [
  [new RegExp(`^rescuepc://run/${runId}/?$`), (run) => `/run/${run}`],
  [new RegExp(`^rescuepc://scan/${runId}/?$`), (scan) => `/scan/${scan}`],
];

/** The page that an address from outside names, as a path of the window; null for everything that is not exactly a known one. */
export function pageOfLink(link: string): string | null {
  for (const [pattern, page] of known) {
    const [, found] = pattern.exec(link) ?? [];
    if (found !== undefined) return page(found);
  }
  return null;
}

/** The page named by one of the words of a command line, as the system starts a program for an address. */
export function pageOfWords(words: readonly string[]): string | null {
  return words.map(pageOfLink).find((page) => page !== null) ?? null;
}

/** Tells the system that addresses of ours are for this program. From sources it would name Electron itself, so only a package does. */
export function claimLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
}
