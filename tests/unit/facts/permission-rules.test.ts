import { expect, test } from 'vitest';
import type { PathMode, SystemPermissions } from '../../../src-main/core/facts/system-permissions.js';
import { permissionFaults } from '../../../src-main/core/routines/linux/system-permission-rules.js';

const sound: SystemPermissions = {
  paths: [],
  shadowGid: 42,
  checkerGid: 42,
  crontabGid: 101,
  peoples: [],
  dangling: [],
  overridden: [],
  genuine: {},
};
const path = (name: string, mode: number, uid = 0, gid = 0, kind = 'file'): PathMode => ({ path: name, kind, mode, uid, gid });
const wanted = (found: PathMode, more: Partial<SystemPermissions> = {}) =>
  permissionFaults({ ...sound, paths: [found], ...more }).flatMap((fault) => fault.wanted ?? []);

test.each<[string, PathMode]>([
  ['Debian', path('/etc/shadow', 0o640, 0, 42)],
  ['group of shadow, gshadow closed', path('/etc/gshadow', 0o600)],
  ['the staff group of Ubuntu may write', path('/usr/share', 0o2775, 0, 50, 'dir')],
  ['sudo of Fedora', path('/usr/bin/sudo', 0o4111)],
  ['su for a group', path('/usr/bin/su', 0o4750, 0, 4)],
  ['a folder of crontabs', path('/var/spool/cron/crontabs', 0o1730, 0, 101, 'dir')],
])('nothing is wrong: %s', (_what, found) => {
  expect(wanted(found)).toEqual([]);
});

test('what only root can read, and everybody needs, gets the missing bits alone', () => {
  expect(wanted(path('/etc/hosts', 0o600, 0, 7))).toEqual([{ mode: 0o644, uid: 0, gid: 7 }]);
  expect(wanted(path('/etc/ssl/certs', 0o2700, 0, 0, 'dir'))).toEqual([{ mode: 0o2755, uid: 0, gid: 0 }]);
});

test('a shadow file that the password checker cannot reach; on Fedora nobody must', () => {
  expect(wanted(path('/etc/shadow', 0o600))).toEqual([{ mode: 0o640, uid: 0, gid: 42 }]);
  expect(wanted(path('/etc/shadow', 0o000), { shadowGid: null, checkerGid: null })).toEqual([]);
});

test('sudo without its bit; not where dpkg-statoverride says so', () => {
  const genuine = { '/usr/bin/sudo': 'sum' };
  expect(wanted(path('/usr/bin/sudo', 0o755), { genuine })).toEqual([{ mode: 0o4755, uid: 0, gid: 0, sha256: 'sum' }]);
  expect(wanted(path('/usr/bin/sudo', 0o755), { overridden: ['/usr/bin/sudo'] })).toEqual([]);
});

test("a package's program that belongs to a person comes back with the rights it lost", () => {
  const peoples = [path('/usr/bin/chsh', 0o755, 1001, 1001), path('/usr/bin/awk', 0o755, 1001, 0)];
  expect(permissionFaults({ ...sound, peoples, genuine: { '/usr/bin/chsh': 'sum' } }).map((fault) => fault.wanted)).toEqual([
    { mode: 0o4755, uid: 0, gid: 0, sha256: 'sum' },
    { mode: 0o755, uid: 0, gid: 0 },
  ]);
});

test('a program that may have another content gets no rights: its package has to be put back', () => {
  const peoples = [path('/usr/bin/newgrp', 0o4755, 1001, 1001)];
  const faults = permissionFaults({ ...sound, paths: [path('/usr/bin/sudo', 0o755), path('/usr/bin/su', 0o4755, 1001)], peoples });
  expect(faults.map((fault) => fault.wanted)).toEqual([null, null, null]);
  for (const { why } of faults) expect(why).toMatch(/deb-file-integrity/);
});

test("what a person made setuid becomes root's without it; a folder's bits stay", () => {
  const peoples = [path('/usr/bin/own', 0o6755, 1001, 1001), path('/boot/x', 0o2755, 1001, 0, 'dir')];
  expect(wanted(path('/etc/hosts', 0o4600, 1001), { peoples }).map(({ mode }) => mode)).toEqual([0o644, 0o755, 0o2755]);
});
