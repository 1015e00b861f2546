import type { Session } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import { answerPages, declareScheme, serveScheme } from '../../../src-main/hosts/electron/scheme.js';
import type { Page } from '../../../src-main/hosts/pages.js';
import { fake, FakeSession, resetFake } from '../../fakes/electron.js';

const start: Page = { type: 'text/html; charset=utf-8', bytes: Buffer.from('<p>start') };
const script: Page = { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('1') };
let own: FakeSession;

beforeEach(() => {
  resetFake();
  own = new FakeSession();
  serveScheme(
    own as unknown as Session,
    answerPages(
      new Map([
        ['/', start],
        ['/index.html', start],
        ['/assets/x.js', script],
      ]),
    ),
  );
});

test('app: has the rules of https and no right beyond them', () => {
  declareScheme();
  expect(fake.privileged).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
});

test('the files of the window are served with their type', async () => {
  const answer = await own.fetch('app://rescuepc/');
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'text/html; charset=utf-8', '<p>start']);
  expect((await own.fetch('app://rescuepc/assets/x.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('every answer has the policy: only own scripts and styles, nothing inline, nothing evaluated', async () => {
  for (const path of ['', 'assets/x.js', 'missing']) {
    const { headers } = await own.fetch(`app://rescuepc/${path}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toMatch(/https?:|wss?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  }
});

test.each([
  'app://rescuepc/../../../../etc/passwd',
  'app://rescuepc/%2e%2e/%2e%2e/etc/passwd',
  'app://rescuepc/..%2f..%2fetc%2fpasswd',
  'app://rescuepc/..%5c..%5cwindows',
  'app://rescuepc//etc/passwd',
  'app://rescuepc/assets/',
  'app://rescuepc/assets/x.js%00.html',
  'app://rescuepc/index.html/',
  'app://rescuepc/__proto__',
  'app://other/index.html',
  'app://rescuepc:81/index.html',
])('%s leads nowhere', async (address) => {
  expect((await own.fetch(address)).status).toBe(404);
});

test('nothing but GET is answered', async () => {
  expect((await own.fetch('app://rescuepc/', { method: 'POST', body: 'x' })).status).toBe(404);
});
