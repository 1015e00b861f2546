import { defineConfig } from 'vite';

/**
 * The terminal's entry and the elevated worker, for Node. All libraries are bundled in, so that the worker needs
 * no node_modules; only the database's native module stays outside, and the worker never loads it.
 */
export default defineConfig({
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'out/main',
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: { cli: 'src-main/hosts/cli/index.ts', worker: 'src-main/hosts/worker/index.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
    },
  },
});
