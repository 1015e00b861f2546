import { dirname, join } from 'node:path';
import manifest from '../../native-scripts/manifest.json' with { type: 'json' };
import type { ScriptManifest } from '../adapters/scripts.js';

/** The native scripts beside a built entry (`out/main/x.js` -> `native-scripts/`), with hashes fixed at build time. */
export function scriptManifest(entry: string): { folder: string; manifest: ScriptManifest } {
  return { folder: join(dirname(entry), '..', '..', 'native-scripts'), manifest };
}
