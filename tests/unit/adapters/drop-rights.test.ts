import { expect, test } from 'vitest';
import { accountBehind } from '../../../src-main/adapters/drop-rights.js';

const accounts = [
  'root:x:0:0:root:/root:/bin/bash',
  'toor:x:0:0::/root:/bin/sh',
  'tech:x:1000:1001:Tech:/home/tech:/bin/bash',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  '',
].join('\n');
const nobody = { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent', person: false };
const tech = { name: 'tech', uid: 1000, gid: 1001, home: '/home/tech', person: true };

test('the user behind sudo or pkexec', () => {
  expect(accountBehind({ SUDO_UID: '1000' }, accounts)).toEqual(tech);
  expect(accountBehind({ PKEXEC_UID: '1000' }, accounts)).toEqual(tech);
});

test.each([undefined, '', '0', '-1', 'abc', '1000.5', '0x0', 'NaN'])('nobody, never root, for SUDO_UID=%s', (word) => {
  expect(accountBehind(word === undefined ? {} : { SUDO_UID: word }, accounts)).toEqual(nobody);
});

test('an account that is not there is refused with what to do', () => {
  const refused = expect.objectContaining({ code: 'not-found', hint: expect.stringMatching(/sudo/) as string });
  expect(() => accountBehind({ SUDO_UID: '54321' }, accounts)).toThrow(refused);
  expect(() => accountBehind({}, 'root:x:0:0:root:/root:/bin/bash')).toThrow(refused);
  // A list of accounts that calls somebody of number 0 `nobody`.
  expect(() => accountBehind({}, 'nobody:x:0:0::/:/bin/sh')).toThrow(refused);
});
