import { defineConfig } from '@playwright/test';

/** The window in real Chromium, through the console host of a real lab machine with the real core. */
export default defineConfig({
  testDir: '.',
  // Electron's tests have a configuration of their own.
  testMatch: '*.spec.ts',
  outputDir: '../../.cache/e2e',
  // A machine is booted for each worker; two cores carry one browser and one machine.
  workers: 1,
  // What is waited for is seen on the page; this, as `expect.ts`, only ends a hang, on however slow a machine.
  timeout: 900_000,
  reporter: [['list']],
  use: { trace: 'retain-on-failure', actionTimeout: 180_000, navigationTimeout: 180_000 },
});
