import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { labDir, repoDir } from './places.ts';

/** A change to one source file of the product: the text that must be there, and what stands there instead. */
export type Alteration = { readonly file: string; readonly from: string; readonly to: string };

/**
 * Builds the product with altered sources into a folder of the lab's, complete enough to run in a machine
 * (`RESCUEPC_LAB_PRODUCT`). The repository itself is not touched. Throws if a text to replace is not there.
 */
export async function buildVariant(name: string, alterations: readonly Alteration[]): Promise<string> {
  const folder = join(labDir, `variant-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  for (const part of ['package.json', 'native-scripts', 'node_modules/node', 'node_modules/better-sqlite3'])
    cpSync(join(repoDir, part), join(folder, part), { recursive: true });
  const used = new Set<string>();
  await build({
    root: repoDir,
    logLevel: 'error',
    build: { outDir: join(folder, 'out', 'main'), emptyOutDir: true },
    plugins: [
      {
        name: 'rescuepc-alterations',
        enforce: 'pre',
        transform(code, id) {
          const here = alterations.filter(({ file }) => id.endsWith(file));
          if (here.length === 0) return null;
          return here.reduce((text, { file, from, to }) => {
            if (!text.includes(from)) throw new Error(`${file} has no '${from}' any more`);
            used.add(file);
            return text.replace(from, to);
          }, code);
        },
      },
    ],
  });
  const unused = alterations.find(({ file }) => !used.has(file));
  if (unused) throw new Error(`${unused.file} is not part of the product any more`);
  return folder;
}
