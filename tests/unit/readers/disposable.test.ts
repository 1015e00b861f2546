import { expect, test } from 'vitest';
import { crashDumpKind } from '../../../src-main/core/crash-dump-names.js';
import { isKnownCache } from '../../../src-main/core/known-caches.js';
import { logKind } from '../../../src-main/core/log-names.js';

/* What may be deleted without a copy is known by its name; everything else stays. */

test.each([
  'thumbnails/large',
  'mozilla/firefox/x.default/cache2',
  'chromium/Default/Code Cache',
  'BraveSoftware/Brave-Browser/Profile 1/Cache',
  'pip/http-v2',
  'go-build/0a',
  'fontconfig/a41116dafaf8b233ac2c61cb73f2ea5f-le64.cache-7',
  'pypoetry/artifacts',
])('a known cache: %s', (path) => expect(isKnownCache(path)).toBe(true));

test.each([
  '',
  'thumbnails',
  'thumbnails/large/a.png',
  'thumbnails/my pictures',
  'mozilla',
  'mozilla/firefox/x.default/places.sqlite',
  'mozilla/firefox/.hidden/cache2',
  'mozilla/firefox/../cache2',
  'rclone/vfs',
  'onedriver',
  'kioexec',
  '.fr-1a2b',
  'evolution/calendar',
  'JetBrains/IdeaIC2026.1/LocalHistory',
  'RawTherapee',
  'huggingface/token',
  'deno/location_data',
  'go-build/fuzz',
  'go-build/0a/file',
  'ccache/ccache.conf',
  'composer/vcs',
  'pip/wheels',
  'pypoetry/virtualenvs',
  'uv',
])('no known cache: %s', (path) => expect(isKnownCache(path)).toBe(false));

test.each([
  ['/var/log/syslog.1', 'old'],
  ['/var/log/syslog.2.gz', 'old'],
  ['/var/log/messages-20260101', 'old'],
  ['/var/log/x.log-20260101.xz', 'old'],
  ['/var/log/Xorg.0.log.old', 'old'],
  ['/var/log/nginx/access.log.12.zst', 'old'],
  ['/var/log/syslog', 'in-use'],
  ['/var/log/kern.log', 'in-use'],
  ['/var/log/shopapp/debug.log', 'in-use'],
  ['/var/log/cups/error_log', 'in-use'],
])('a log: %s is %s', (path, kind) => expect(logKind(path)).toBe(kind));

test.each([
  '/var/log/btmp',
  '/var/log/btmp.1',
  '/var/log/wtmp.1',
  '/var/log/lastlog',
  '/var/log/faillog',
  '/var/log/tallylog',
  '/var/log/auth.log.1',
  '/var/log/secure-20260101',
  '/var/log/audit/audit.log',
  '/var/log/audit/audit.log.1',
  '/var/log/sysstat/sa12.1',
  '/var/log/sa/sa.log',
  '/var/log/backups/shop.sql',
  '/var/log/backups/shop.sql.1',
  '/var/log/app/backup/app.log',
  '/var/log/shop.sql.1',
  '/var/log/shop.dump.1',
  '/var/log/home.tar.1.gz',
  '/var/log/home.tar-20260101',
  '/var/log/orders.1',
  '/var/log/mysql/mysql-bin.000123',
  '/var/log/mysql/mysql-bin.log.1',
  '/var/log/app/000012.log',
  '/var/log/app/redo.log',
  '/var/log/app/redo01.log',
  '/var/log/app/ib-redo-01.log',
  '/var/log/data.db',
  '/var/log/.1',
  '/var/log/.log',
  '/var/log/../lib/a.log',
  '/var/log/journal/id/system.log',
  '/var/lib/a.log',
  '/home/alice/a.log',
])('not known as a log: %s', (path) => expect(logKind(path)).toBeNull());

test.each([
  ['/var/lib/systemd/coredump', 'core.player.1000.1.zst', 'program'],
  ['/var/crash', '_usr_bin_player.1000.crash', 'program'],
  ['/var/crash', '202601010101', 'kernel'],
  ['/var/crash', '127.0.0.1-2026-01-01-01:01:01', 'kernel'],
  ['/var/crash', 'thesis', null],
  ['/var/crash', 'kexec_cmd', null],
  ['/var/lib/systemd/coredump', 'notes.txt', null],
  ['/srv', 'core.1', null],
] as const)('of a crash: %s/%s is %s', (folder, name, kind) => expect(crashDumpKind(folder, name)).toBe(kind));
