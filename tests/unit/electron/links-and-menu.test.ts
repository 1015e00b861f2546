import { beforeEach, expect, test } from 'vitest';
import { menuTemplate, showMenu } from '../../../src-main/hosts/electron/menu.js';
import { openLink } from '../../../src-main/hosts/electron/open-link.js';
import { languageOf, words } from '../../../src-main/hosts/electron/words.js';
import { links } from '../../../src-shared/links.js';
import { app, fake, resetFake } from '../../fakes/electron.js';

beforeEach(resetFake);

test('a link is opened by its id, at its constant address', async () => {
  await openLink('smartmontools');
  expect(fake.opened).toEqual([links.smartmontools]);
});

test.each(['https://example.org/', 'file:///etc/passwd', '__proto__', 'toString', ''])('%j is no link and opens nothing', async (id) => {
  await expect(openLink(id)).rejects.toMatchObject({ code: 'not-found' });
  expect(fake.opened).toEqual([]);
});

test('every address of the list is https', () => {
  for (const address of Object.values(links)) expect(new URL(address).protocol).toBe('https:');
});

test('the menu edits, zooms, and helps with links by id', () => {
  const asked: string[] = [];
  showMenu('en', (id) => asked.push(id));
  const items = fake.menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  const roles = items.map(({ role }) => role);
  for (const role of ['copy', 'paste', 'selectAll', 'zoomIn', 'zoomOut', 'resetZoom', 'quit', 'about', 'minimize'] as const)
    expect(roles).toContain(role);
  for (const item of items) (item.click as (() => void) | undefined)?.();
  expect(asked).toEqual(Object.keys(links));
});

test('every entry of the menu has words in both languages, and a packaged one has no developer tools', () => {
  app.isPackaged = true;
  for (const language of ['en', 'de'] as const) {
    const template = menuTemplate(language, () => undefined);
    const items = template.flatMap(({ label, submenu }) => [{ label }, ...(Array.isArray(submenu) ? submenu : [])]);
    for (const item of items) if (!('type' in item)) expect(item.label, JSON.stringify(item)).toBeTruthy();
    expect(JSON.stringify(template)).not.toContain('toggleDevTools');
  }
  expect(menuTemplate('de', () => undefined)[1]?.label).toBe('Bearbeiten');
});

test('both languages have the same words, none of them empty', () => {
  expect(Object.keys(words.de)).toEqual(Object.keys(words.en));
  for (const say of Object.values(words)) for (const text of Object.values(say)) expect(text).not.toBe('');
});

test('the language is the chosen one, else the system’s, else English', () => {
  fake.locale = 'de-AT';
  expect([languageOf('en'), languageOf('de'), languageOf('system')]).toEqual(['en', 'de', 'de']);
  fake.locale = 'fr';
  expect(languageOf('system')).toBe('en');
});
