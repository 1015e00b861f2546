import type { contextBridge as RealBridge, ipcRenderer as RealRenderer } from 'electron';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { contextBridge, ipcRenderer } from '../../../src-preload/bridge.js';
import { fake, ipcRenderer as renderer } from '../../fakes/electron.js';

type Bridge = { connect(onMessage: (message: unknown) => void, onClose: () => void): { post(message: unknown): void; close(): void } };

/** What Electron really offers can be used as the bridge's own types say: the compiler checks it. */
type Fits = typeof RealBridge extends typeof contextBridge ? (typeof RealRenderer extends typeof ipcRenderer ? true : never) : never;
const fits: Fits = true;

beforeAll(() => import('../../../src-preload/index.js'));
beforeEach(() => void (fake.bridgeSent.length = 0));

function bridge(): Bridge {
  return fake.exposed.get('rescuepc') as Bridge;
}

test('the page gets one thing with one function and nothing of Electron', () => {
  expect([...fake.exposed.keys()]).toEqual(['rescuepc']);
  expect(Object.keys(bridge())).toEqual(['connect']);
  expect(Object.keys(bridge().connect(vi.fn(), vi.fn()))).toEqual(['post', 'close']);
  expect(fits).toBe(true);
});

test('everything goes over one channel, under the name of its line', () => {
  const [one, two] = [bridge().connect(vi.fn(), vi.fn()), bridge().connect(vi.fn(), vi.fn())];
  one.post({ op: 'x' });
  two.post({ op: 'y' });
  one.close();
  const [[, first], [, second]] = fake.bridgeSent as [[string, string], [string, string]];
  expect(first).not.toBe(second);
  expect(fake.bridgeSent).toEqual([
    ['rescuepc', first, '{"op":"x"}'],
    ['rescuepc', second, '{"op":"y"}'],
    ['rescuepc', first, null],
  ]);
});

test('a line hears what is for it, and its end; not what is for another', () => {
  const heard: unknown[] = [];
  const line = bridge().connect(
    (message) => heard.push(message),
    () => heard.push('closed'),
  );
  line.post(1);
  const name = fake.bridgeSent[0]?.[1];
  renderer.emit('rescuepc', {}, 'somebody else', '{"op":"items"}');
  renderer.emit('other-channel', {}, name, '{"op":"items"}');
  renderer.emit('rescuepc', {}, name, '{"op":"end"}');
  renderer.emit('rescuepc', {}, name, null);
  expect(heard).toEqual([{ op: 'end' }, 'closed']);
});
