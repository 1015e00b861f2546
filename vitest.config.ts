import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Electron's own module fetches its binary when it is loaded; every test has the fake instead.
  resolve: { alias: [{ find: /^electron$/, replacement: fileURLToPath(new URL('tests/fakes/electron.ts', import.meta.url)) }] },
  test: { include: ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
