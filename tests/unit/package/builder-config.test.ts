import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { desktopPrograms } from '../../../src-main/hosts/electron/programs.js';
import { linkScheme } from '../../../src-main/hosts/electron/deep-link.js';
import { app, fake, resetFake } from '../../fakes/electron.js';

const repo = new URL('../../../', import.meta.url);
const config = readFileSync(new URL('electron-builder.yml', repo), 'utf8');
const section = (name: string): string => new RegExp(`^${name}:\\n((?:[ #].*\\n)+)`, 'm').exec(config)?.[1] ?? '';

test('every fuse that electron-builder knows is set, and set right', () => {
  const fuses = Object.fromEntries(
    section('electronFuses')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(': ')),
  ) as Record<string, string>;
  expect(fuses).toEqual({
    runAsNode: 'false',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true',
    loadBrowserProcessSpecificV8Snapshot: 'false',
    grantFileProtocolExtraPrivileges: 'false',
  });
  const scheme = readFileSync(new URL('node_modules/app-builder-lib/scheme.json', repo), 'utf8');
  const { definitions } = JSON.parse(scheme) as { definitions: { FuseOptionsV1: { properties: object } } };
  const known = Object.keys(definitions.FuseOptionsV1.properties).filter((name) => name !== 'resetAdHocDarwinSignature');
  expect(Object.keys(fuses).toSorted()).toEqual(known.toSorted());
});

test('addresses are claimed under the scheme that the window understands', () => {
  expect(section('protocols')).toContain(`- ${linkScheme}`);
});

test('the worker and its Node are looked for where the package has them', () => {
  resetFake();
  app.isPackaged = true;
  Object.assign(process, { resourcesPath: '/opt/x/resources' });
  expect(desktopPrograms()).toEqual({ node: '/opt/x/resources/tools/node', worker: '/opt/x/resources/tools/out/main/worker.js' });
  app.isPackaged = false;
  fake.appPath = '/src';
  expect(desktopPrograms()).toEqual({ node: '/src/node_modules/node/bin/node', worker: '/src/out/main/worker.js' });
});

test('on Windows the window never asks for the rights of an administrator', () => {
  expect(section('win')).toContain('requestedExecutionLevel: asInvoker');
});
