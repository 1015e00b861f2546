import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import type { Scripts } from '../core/engine-ports.js';
import { readPlain } from './plain-file.js';

const largestScript = 1024 * 1024;

/** Our native scripts and their expected SHA-256, by path below `folder`. */
export type ScriptManifest = Readonly<Record<string, string>>;

/**
 * Runs native scripts whose bytes match the manifest. The checked bytes themselves are given to the shell (`sh -c`),
 * so that nothing can be put in their place between the check and the run.
 */
export function createScripts(folder: string, manifest: ScriptManifest): Scripts {
  return {
    async prepare(script, args) {
      const expected = Object.hasOwn(manifest, script) ? manifest[script] : undefined;
      if (expected === undefined) throw new AppError('not-found', `There is no script '${script}' in this version.`);
      const bytes = await readPlain(join(folder, script), largestScript, { follow: true }).catch(() => null);
      if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== expected) {
        throw new AppError('damaged', `The script ${script} is not the one that belongs to this version.`, 'Install RescuePC again.');
      }
      return ['sh', '-c', bytes.toString('utf8'), script, ...args];
    },
  };
}
