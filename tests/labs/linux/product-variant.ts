import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, loadConfigFromFile, type UserConfig } from 'vite';
import { processStart } from './host.ts';
import { labDir, repoDir } from './places.ts';

/** A change to one source file of the product: the text that must be there, and what stands there instead. */
export type Alteration = { readonly file: string; readonly from: string; readonly to: string };

/**
 * Builds the product with altered sources into a folder of its own. Outside of `repoDir` it is complete enough to run in a machine
 * (`RESCUEPC_LAB_PRODUCT`); within, it finds its modules there. It is gone with this process. Throws if a text to replace is not there.
 */
export async function buildVariant(name: string, alterations: readonly Alteration[], within = labDir): Promise<string> {
  const place = join(within, '.cache', 'variants');
  mkdirSync(place, { recursive: true });
  removeForgotten(place);
  // With our id: another lab on this host may build the same.
  const folder = join(place, `${process.pid}-${name}`);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(folder);
  const modules = within === repoDir ? [] : ['node_modules/node', 'node_modules/better-sqlite3'];
  for (const part of ['package.json', 'native-scripts', ...modules]) cpSync(join(repoDir, part), join(folder, part), { recursive: true });
  const used = new Set<string>();
  const own = await mainConfig();
  await build({
    ...own,
    root: repoDir,
    configFile: false,
    logLevel: 'error',
    build: { ...own.build, ssr: true, outDir: join(folder, 'out', 'main'), emptyOutDir: true },
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

/** How the product's programs for Node are built: one of the three parts of electron-vite's settings. */
async function mainConfig(): Promise<UserConfig> {
  const file = join(repoDir, 'electron.vite.config.ts');
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file, repoDir, 'silent');
  const main = (loaded?.config as { main?: UserConfig } | undefined)?.main;
  if (main === undefined) throw new Error(`${file} has no part 'main' any more`);
  return main;
}

/** What labs left behind that were ended by force. */
function removeForgotten(place: string): void {
  for (const name of readdirSync(place))
    if (processStart(Number.parseInt(name, 10)) === undefined) rmSync(join(place, name), { recursive: true, force: true });
}
