import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packOnStandIn } from './stand-in.js';

/** Two libraries that electron-builder brings; they have no place in the product. */
const tool = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const asar = tool('@electron/asar') as {
  listPackage(file: string, options: object): string[];
  extractFile(file: string, name: string): Buffer;
};
const fuses = tool('@electron/fuses') as {
  getCurrentFuseWire(file: string): Promise<Record<string, unknown>>;
  FuseV1Options: Record<string, number>;
};

let packed: Awaited<ReturnType<typeof packOnStandIn>>;
/** Files in the archive, and beside it. */
let inside: string[];
let beside: string[];

beforeAll(async () => {
  packed = await packOnStandIn();
  const archive = join(packed.folder, 'resources', 'app.asar');
  const all = asar.listPackage(archive, { isPack: false }).map((name) => name.slice(1));
  inside = all.filter((name) => !all.some((other) => other.startsWith(`${name}/`)));
  beside = readdirSync(packed.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(packed.folder, join(entry.parentPath, entry.name)));
});
afterAll(() => packed.remove());

const text = (name: string): string => asar.extractFile(join(packed.folder, 'resources', 'app.asar'), name).toString();

test('the archive holds the main process, the bridge, the window, and of all modules only the database', () => {
  for (const name of ['package.json', 'out/main/electron.js', 'out/preload/index.cjs', 'out/renderer/index.html'])
    expect(inside).toContain(name);
  expect(JSON.parse(text('package.json'))).toMatchObject({ main: 'out/main/electron.js', type: 'module' });
  const allowed = [
    /^package\.json$/,
    /^out\/main\/(electron|chunk-[\w-]+)\.js$/,
    /^out\/preload\/index\.cjs$/,
    /^out\/renderer\/index\.html$/,
    /^out\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2?)$/,
    /^node_modules\/better-sqlite3\/(LICENSE|package\.json|lib\/[\w/-]+\.js|prebuilds\/linux(musl)?-x64\.node)$/,
  ];
  expect(inside.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
});

test('every file that the main process loads is in the archive', () => {
  expect(missing('out/main/electron.js', (name) => inside.includes(name), text)).toEqual([]);
});

test('beside it lie the worker with all that it loads, a Node for it, the scripts, and nothing else', () => {
  const tools = 'resources/tools';
  const read = (name: string): string => readFileSync(join(packed.folder, tools, name), 'utf8');
  for (const name of ['node', 'package.json', 'out/main/worker.js', 'native-scripts/manifest.json'])
    expect(beside).toContain(`${tools}/${name}`);
  expect(missing('out/main/worker.js', (name) => beside.includes(`${tools}/${name}`), read)).toEqual([]);
  expect(JSON.parse(read('package.json'))).toMatchObject({ type: 'module' });
  const allowed = [
    /^rescuepc-desktop$/,
    /^locales\/(en-US|de)\.pak$/,
    /^resources\/app\.asar$/,
    /^resources\/app\.asar\.unpacked\/node_modules\/better-sqlite3\//,
    /^resources\/resources\//,
    /^resources\/tools\/(node|package\.json|out\/main\/(worker|chunk-[\w-]+)\.js|native-scripts\/.+)$/,
  ];
  expect(beside.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
});

test('only root could change what root will run, once it is installed: no file can be written by others', () => {
  expect(beside.filter((name) => (statSync(join(packed.folder, name)).mode & 0o022) !== 0)).toEqual([]);
});

test('every fuse of the stand-in was set the right way round', async () => {
  const wire = await fuses.getCurrentFuseWire(packed.program);
  const states = Object.entries(fuses.FuseV1Options)
    .filter(([, at]) => typeof at === 'number')
    .map(([name, at]) => [name, String.fromCharCode(Number(wire[at]))]);
  expect(Object.fromEntries(states)).toEqual({
    RunAsNode: '0',
    EnableCookieEncryption: '1',
    EnableNodeOptionsEnvironmentVariable: '0',
    EnableNodeCliInspectArguments: '0',
    EnableEmbeddedAsarIntegrityValidation: '1',
    OnlyLoadAppFromAsar: '1',
    LoadBrowserProcessSpecificV8Snapshot: '0',
    GrantFileProtocolExtraPrivileges: '0',
  });
});

/** Files that are imported, directly or not, and are not there. */
function missing(entry: string, isThere: (name: string) => boolean, read: (name: string) => string): string[] {
  const seen = new Set<string>();
  const lost: string[] = [];
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (!isThere(name)) return void lost.push(name);
    for (const [, other] of read(name).matchAll(/(?:from|import)\s*\(?\s*["']\.\/([\w.-]+\.js)["']/g)) visit(`out/main/${other}`);
  };
  visit(entry);
  return seen.size > 1 ? lost : [...lost, 'nothing but the entry was looked at'];
}
