import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFiles } from '../../../src-main/adapters/node-files.ts';
import { createExec } from '../../../src-main/adapters/spawn-exec.ts';

/** In a mount namespace of its own: removes an entry on which another file system is mounted, and says what came of it. */
const [folder = ''] = process.argv.slice(2);
const exec = createExec({ root: '/', home: '/', keep: {}, prefix: (program) => [program] });
const answers: unknown[] = [];
const own = join(folder, 'of-the-same-disk');
mkdirSync(own);
for (const [at, ...what] of [
  ['entry', '-t', 'tmpfs', 'tmpfs'],
  ['entry-with/inside', '-t', 'tmpfs', 'tmpfs'],
  ['bound', '--bind', own],
  ['bound-with/inside', '--bind', own],
] as const) {
  const mounted = join(folder, at);
  mkdirSync(mounted, { recursive: true });
  execFileSync('mount', [...what, mounted]);
  writeFileSync(join(mounted, 'precious'), 'of another disk');
  const removed = createFiles('/', exec, false).removeTree({ text: join(folder, at.split('/')[0] ?? '') });
  const code = await removed.then(
    () => 'removed',
    (thrown: { code?: string }) => thrown.code,
  );
  answers.push([code, readdirSync(mounted)]);
}
process.stdout.write(JSON.stringify(answers));
