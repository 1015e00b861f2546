import { shell } from 'electron';
import { AppError } from '../../../src-shared/errors.js';
import { links } from '../../../src-shared/links.js';

/** The only door to the outside: opens an address of the constant list in the person's browser. AppError not-found for any other id. */
export async function openLink(id: string): Promise<null> {
  const address = Object.entries(links).find(([name]) => name === id)?.[1];
  if (address === undefined) throw new AppError('not-found', 'There is no such link.');
  await shell.openExternal(address);
  return null;
}
