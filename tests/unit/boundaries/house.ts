import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repo = fileURLToPath(new URL('../../..', import.meta.url));

export type Complaint = { readonly file: string; readonly message: string };

/** A copy of the house in a temporary folder, in which walls can be broken without anybody noticing. */
export type House = {
  write(file: string, text: string): void;
  lint(): Complaint[];
  compile(): Complaint[];
  remove(): void;
};

export function copyHouse(): House {
  const copy = mkdtempSync(join(tmpdir(), 'rescuepc-house-'));
  for (const name of ['src-shared', 'src-main', 'src-preload', 'src-renderer', 'src-backend', 'native-scripts'])
    cpSync(join(repo, name), join(copy, name), { recursive: true });
  for (const name of ['package.json', 'tsconfig.base.json', '.oxlintrc.json']) cpSync(join(repo, name), join(copy, name));
  const references = (JSON.parse(readFileSync(join(repo, 'tsconfig.json'), 'utf8')) as { references: { path: string }[] }).references;
  const rooms = references.filter(({ path }) => path !== './tests');
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ files: [], references: rooms }));
  symlinkSync(join(repo, 'node_modules'), join(copy, 'node_modules'));
  const tool = (...args: string[]): string => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    return stdout + stderr;
  };
  return {
    write(file, text) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    },
    lint() {
      const said = tool(join(repo, 'node_modules/oxlint/bin/oxlint'), '--format=json');
      const { diagnostics } = JSON.parse(said.slice(said.indexOf('{'))) as {
        diagnostics: { filename: string; message: string; help?: string; code?: string }[];
      };
      return diagnostics.map(({ filename, message, help = '', code = '' }) => ({ file: filename, message: `${code} ${message} ${help}` }));
    },
    compile() {
      const said = tool(join(repo, 'node_modules/typescript/bin/tsc'), '-b', '--pretty', 'false');
      return said
        .split('\n')
        .flatMap((line) => /^(\S+?)\(\d+,\d+\): error (.*)$/.exec(line) ?? [])
        .flatMap((_part, at, all) => (at % 3 === 0 ? [{ file: all[at + 1] ?? '', message: all[at + 2] ?? '' }] : []));
    },
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}
