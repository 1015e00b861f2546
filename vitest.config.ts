import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const tests = ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'];
/** A test that puts another module in a module's place (`vi.mock`) must load anew all that uses it. */
const isolated = 'tests/unit/**/*.isolated.test.ts';

export default defineConfig({
  // Electron's own module fetches its binary when it is loaded; every test has the fake instead.
  resolve: { alias: [{ find: /^electron$/, replacement: fileURLToPath(new URL('tests/fakes/electron.ts', import.meta.url)) }] },
  test: {
    // These only end a hang, on however slow a machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    // Files wait more than they work.
    maxWorkers: '100%',
    projects: [
      // Most of a run would be the loading of the same modules, again for each file.
      { extends: true, test: { name: 'shared', include: tests, exclude: [isolated], isolate: false } },
      { extends: true, test: { name: 'isolated', include: [isolated] } },
    ],
  },
});
