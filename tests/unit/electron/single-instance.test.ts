import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDoor } from '../../../src-main/hosts/electron/single-instance.js';
import { app, fake, resetFake } from '../../fakes/electron.js';

const id = '20261125-120000-a1b2c3';
let store: string;
beforeEach(() => {
  resetFake();
  store = mkdtempSync(join(tmpdir(), 'rescuepc-store-'));
});
afterEach(() => rmSync(store, { recursive: true }));

test('a store that cannot be written to does not keep the window shut', () => {
  const file = join(store, 'file');
  writeFileSync(file, '');
  expect(openDoor(file)).not.toBeNull();
});

test('a second start gets no door', () => {
  fake.isFirst = false;
  expect(openDoor(store)).toBeNull();
});

test("the lock and Chromium's caches are the store's", () => {
  openDoor(store);
  expect(fake.paths.get('userData')).toBe(join(store, 'window'));
});

test('a second start brings the first to the front and hands its address over; a foreign one only brings it to the front', () => {
  const wishes: (string | null)[] = [];
  openDoor(store)?.onPage((page) => wishes.push(page));
  app.emit('second-instance', {}, ['rescuepc', `rescuepc://run/${id}`]);
  app.emit('second-instance', {}, ['rescuepc', 'rescuepc://repair/any-hosts-hijack']);
  expect(wishes).toEqual([`/run/${id}`, null]);
});

test('an address that comes before the window is there is not lost', () => {
  const door = openDoor(store);
  let prevented = false;
  app.emit('open-url', { preventDefault: () => (prevented = true) }, `rescuepc://scan/${id}`);
  const wishes: (string | null)[] = [];
  door?.onPage((page) => wishes.push(page));
  expect([wishes, prevented]).toEqual([[`/scan/${id}`], true]);
});

test('an address of another scheme does nothing', () => {
  const wishes: unknown[] = [];
  openDoor(store)?.onPage((page) => wishes.push(page));
  app.emit('open-url', { preventDefault: () => undefined }, 'https://example.org');
  expect(wishes).toEqual([]);
});
