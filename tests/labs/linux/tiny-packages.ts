import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { mustSync } from './host.ts';

type TinyPackage = {
  readonly name: string;
  readonly depends?: string;
  readonly postinst?: string;
  readonly files: Readonly<Record<string, string>>;
};

/** While this file exists, configuring `lab-slow` does not end: the moment in which a case kills dpkg. */
export const holdFile = '/run/lab-hold';

/**
 * `lab-slow` is configured as long as the hold file exists, `lab-slow-user` needs it; `lab-app` needs `lab-lib`;
 * `lab-plain` is for traps. All are in the machines' local source, none is installed in the base.
 */
const tinyPackages: readonly TinyPackage[] = [
  {
    name: 'lab-slow',
    postinst: `#!/bin/sh\nset -e\nwhile [ -e ${holdFile} ]; do sleep 0.1; done\necho configured >/var/lib/lab-slow\n`,
    files: { 'usr/share/lab-slow/data': 'slow\n', 'etc/lab-slow.conf': 'speed=slow\n' },
  },
  { name: 'lab-slow-user', depends: 'lab-slow', files: { 'usr/share/lab-slow-user/data': 'user of slow\n' } },
  { name: 'lab-lib', files: { 'usr/share/lab-lib/data': 'library\n' } },
  { name: 'lab-app', depends: 'lab-lib (>= 1.0)', files: { 'usr/share/lab-app/data': 'application\n' } },
  { name: 'lab-plain', files: { 'usr/share/lab-plain/data': 'plain\n', 'etc/lab-plain.conf': 'plain=yes\n' } },
];

/** Builds the packages and a flat apt source (Packages and Release) of them in `folder`, on the host, with dpkg-deb alone. */
export function writePackageSource(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const packages = tinyPackages.map((tiny) => describe(build(folder, tiny))).join('\n');
  writeFileSync(join(folder, 'Packages'), packages);
  const sum = createHash('sha256').update(packages).digest('hex');
  const release = ['Origin: lab', 'Suite: lab', 'Architectures: all amd64', 'Date: Wed, 01 Jan 2025 00:00:00 UTC', 'SHA256:'];
  writeFileSync(join(folder, 'Release'), `${[...release, ` ${sum} ${packages.length} Packages`].join('\n')}\n`);
}

function build(folder: string, tiny: TinyPackage): string {
  const tree = join(folder, 'tree');
  for (const [path, text] of Object.entries(tiny.files)) put(join(tree, path), text, 0o644);
  const control = [
    `Package: ${tiny.name}`,
    'Version: 1.0',
    'Architecture: all',
    'Maintainer: Lab <lab@localhost>',
    ...(tiny.depends === undefined ? [] : [`Depends: ${tiny.depends}`]),
    'Description: made by the lab',
    '',
  ];
  put(join(tree, 'DEBIAN/control'), control.join('\n'), 0o644);
  const conffiles = Object.keys(tiny.files).filter((path) => path.startsWith('etc/'));
  if (conffiles.length > 0) put(join(tree, 'DEBIAN/conffiles'), conffiles.map((path) => `/${path}\n`).join(''), 0o644);
  if (tiny.postinst !== undefined) put(join(tree, 'DEBIAN/postinst'), tiny.postinst, 0o755);
  const deb = join(folder, `${tiny.name}_1.0_all.deb`);
  mustSync(['dpkg-deb', '--root-owner-group', '-Zgzip', '-b', tree, deb]);
  rmSync(tree, { recursive: true });
  return deb;
}

function describe(deb: string): string {
  const bytes = readFileSync(deb);
  const sum = createHash('sha256').update(bytes).digest('hex');
  const control = mustSync(['dpkg-deb', '-f', deb]).trimEnd();
  return `${control}\nFilename: ./${basename(deb)}\nSize: ${statSync(deb).size}\nSHA256: ${sum}\n`;
}

function put(path: string, text: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}
