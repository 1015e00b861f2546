import { expect, test } from 'vitest';
import { judgeStatus } from '../../../src-main/core/facts/readers/dpkg-status.js';
import { readDpkgVerify } from '../../../src-main/core/facts/readers/dpkg-verify.js';
import { readFstab, withOption } from '../../../src-main/core/facts/readers/fstab.js';
import { readGrubScriptCheck } from '../../../src-main/core/facts/readers/grub-script.js';
import { readRpmdb } from '../../../src-main/core/facts/readers/rpmdb.js';
import { rawOf } from '../../fakes/fake-exec.js';

const said = (code: number, stdout = '', stderr = '') => rawOf({ argv: ['tool', 'word'], code, stdout, stderr });
const bytes = (text: string) => new TextEncoder().encode(text);

test('dpkg --verify: settings may differ, what may not be looked at is not missing, strange lines are not understood', () => {
  const text = '??5??????   /usr/bin/x\n??5?????? c /etc/x.conf\nmissing     /usr/share/y\nmissing     /root/z (Permission denied)\n';
  for (const code of [0, 1])
    expect(readDpkgVerify(said(code, text))).toMatchObject({
      value: [
        { path: '/usr/bin/x', kind: 'changed' },
        { path: '/usr/share/y', kind: 'missing' },
      ],
    });
  expect(readDpkgVerify(said(0))).toMatchObject({ known: true, value: [] });
  expect(readDpkgVerify(said(1))).toMatchObject({ known: false });
  expect(readDpkgVerify(said(0, 'all is well\n'))).toMatchObject({ known: false });
});

test("dpkg's status: cut off, zeros, empty, half of it; pieces of a run that was cut off count", () => {
  const entry = (name: string) => `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n`;
  const all = ['a', 'b', 'c', 'd', 'e'];
  const sound = `${all.map(entry).join('\n')}\n`;
  expect(judgeStatus(bytes(sound), ['a', 'b:amd64'])).toEqual({ packages: 5, missing: [], why: null });
  expect(judgeStatus(bytes(''), all).why).toBe('it is empty');
  expect(judgeStatus(bytes(sound.slice(0, -9)), all).why).toBe('it is cut off');
  expect(judgeStatus(bytes(`${sound}\0\0\n`), all).why).toMatch(/zeros/);
  expect(judgeStatus(bytes(`${sound}\nPackage: half\n`), all).why).toMatch(/1 of its entries/);
  expect(judgeStatus(bytes(`${entry('a')}\n`), all).why).toMatch(/does not know 4/);
  expect(
    judgeStatus(
      bytes(`${entry('a')}\n`),
      all,
      all.slice(1).map((name) => bytes(entry(name))),
    ).why,
  ).toBeNull();
});

test('fstab: quoted labels, what is no device, and an option that leaves the rest of the line alone', () => {
  const lines = readFstab('# c\nLABEL="x" /a ext4 noauto 0 2\ntmpfs /b tmpfs\n/dev/sda1\t/c auto\n');
  expect(lines.map(({ line, spec, onDevice, options }) => [line, spec, onDevice, options.join()])).toEqual([
    [2, 'LABEL=x', true, 'noauto'],
    [3, 'tmpfs', false, 'defaults'],
    [4, '/dev/sda1', true, 'defaults'],
  ]);
  expect(withOption('UUID=1  /x\text4  rw,user   0 2 # \xfc', 'nofail')).toBe('UUID=1  /x\text4  rw,user,nofail   0 2 # \xfc');
  expect(withOption('/dev/a /x ext4', 'nofail')).toBe('/dev/a /x ext4 nofail');
});

test('grub-script-check: exit code 1 is damage only with the words for it', () => {
  expect(readGrubScriptCheck(said(0))).toMatchObject({ value: { valid: true } });
  expect(readGrubScriptCheck(said(1, '', 'error: syntax error.\nSyntax error at line 7\n'))).toMatchObject({
    value: { valid: false, said: 'Syntax error at line 7' },
  });
  expect(readGrubScriptCheck(said(1, '', "cannot open `/boot/grub/none': No such file or directory"))).toMatchObject({ known: false });
});

test('rpmdb: a rebuild is offered only if all entries can be read; no permission is no damage', () => {
  const damage = said(2, '', 'error: verify: *** in database main ***\nPage 17: btreeInitPage() returns error code 11\n');
  expect(readRpmdb(damage, said(0, 'a\nb\n'))).toMatchObject({ value: { sound: false, packages: 2 } });
  expect(readRpmdb(damage, said(0, '', "error: SELECT hnum, blob FROM 'Packages': 11: database disk image is malformed"))).toMatchObject({
    value: { sound: false, packages: null },
  });
  expect(readRpmdb(said(0), said(0, 'a\n'))).toMatchObject({ value: { sound: true, packages: 1 } });
  expect(readRpmdb(said(0), said(0))).toMatchObject({ known: false });
  // As a user who may not write there (transcript rpmdb-open-failed).
  const refused = said(
    1,
    '',
    "error: sqlite failure: CREATE TABLE IF NOT EXISTS 'Packages': attempt to write a readonly database\nerror: cannot open Packages database in /var/lib/rpm\n",
  );
  expect(readRpmdb(refused, refused)).toMatchObject({ known: false });
});
