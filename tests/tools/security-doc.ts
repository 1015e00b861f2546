import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allJobs } from '../labs/linux/jobs.ts';
import { wrongProofs } from './proofs.ts';
import { repo } from './run.ts';

/** Fails if a line of the security paper names a row of the lab, or a test, that is gone; or none. */
const rows = (await allJobs()).map(({ id }) => id);
const wrong = wrongProofs(readFileSync(join(repo, 'docs/security.md'), 'utf8'), { rows, read: textOf });
for (const words of wrong) console.error(`docs/security.md: ${words}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function textOf(file: string): string | null {
  try {
    return readFileSync(join(repo, file), 'utf8');
  } catch {
    return null;
  }
}
