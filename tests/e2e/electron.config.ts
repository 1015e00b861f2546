import { defineConfig } from '@playwright/test';

/** The desktop window; the window through the console has a configuration of its own. Debian's Chromium; as root it has no sandbox of its own. The built product is what is tested: build first. */
export default defineConfig({
  testDir: '.',
  testMatch: 'electron-*.test.ts',
  outputDir: '../../.cache/e2e-electron',
  workers: 1,
  // These only end a hang.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: 'list',
  use: {
    launchOptions: { executablePath: '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] },
  },
  projects: [
    { name: 'electron', testMatch: 'electron-real.test.ts' },
    { name: 'desktop', testIgnore: 'electron-real.test.ts' },
  ],
});
