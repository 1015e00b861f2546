import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Everything that is shipped, into `out/`: for Node the terminal's entry, the elevated worker and the desktop app's main process;
 * the bridge; the window. All libraries are bundled in, so that the worker needs no node_modules; only the database's native
 * module and Electron itself stay outside, and the worker loads neither.
 */
export default defineConfig({
  main: {
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
    build: {
      target: 'node22',
      outDir: 'out/main',
      minify: false,
      externalizeDeps: false,
      rollupOptions: {
        input: {
          cli: 'src-main/hosts/cli/index.ts',
          worker: 'src-main/hosts/worker/index.ts',
          electron: 'src-main/hosts/electron/index.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    // A sandboxed preload is one CommonJS file.
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: { input: { index: 'src-preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    plugins: [react(), tailwindcss()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      target: 'es2024',
      assetsInlineLimit: 0,
      rollupOptions: { input: 'src-renderer/index.html' },
    },
  },
});
