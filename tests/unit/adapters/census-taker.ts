import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { census, countEntries } from '../../../src-main/adapters/census.ts';
import { removeTree } from '../../../src-main/adapters/remove-tree.ts';

/**
 * As a user without root's rights, in a folder of his: counts a tree with a folder that shows its names and nothing more, and one that goes
 * 3,000 folders down, whose end no path is long enough for. Then removes it.
 */
const [root = ''] = process.argv.slice(2);
writeFileSync(join(root, 'one'), '12345');
mkdirSync(join(root, 'closed'));
writeFileSync(join(root, 'closed', 'two'), '12345');
chmodSync(join(root, 'closed'), 0o444);
mkdirSync(join(root, 'deep'));
process.chdir(join(root, 'deep'));
for (let depth = 0; depth < 3_000; depth += 1) {
  mkdirSync('down');
  process.chdir('down');
}
writeFileSync('three', '12345');
process.chdir('/');
const start = Buffer.from(root);
const said = { census: await census(start), entries: await countEntries(start) };
await removeTree(Buffer.from(join(root, 'deep')));
chmodSync(join(root, 'closed'), 0o755);
process.stdout.write(JSON.stringify({ ...said, left: (await census(start)).files }));
