import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, Platform } from 'electron-builder';

const repo = fileURLToPath(new URL('../../..', import.meta.url));
/** What a binary of Electron begins its fuses with; a version, their number and their states follow. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Packs the built product with the project's own configuration, on a stand-in for Electron that holds little but fuses, all the wrong way round. */
export async function packOnStandIn(): Promise<{ folder: string; program: string; remove(): void }> {
  const temp = mkdtempSync(join(tmpdir(), 'rescuepc-package-'));
  const [electron, output] = [join(temp, 'electron'), join(temp, 'dist')];
  mkdirSync(join(electron, 'locales'), { recursive: true });
  mkdirSync(join(electron, 'resources'));
  const fuses = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, 8]), Buffer.from('10110011')]);
  writeFileSync(join(electron, 'electron'), Buffer.concat([Buffer.from('stand-in'), fuses]), { mode: 0o755 });
  for (const language of ['en-US', 'de', 'fr']) writeFileSync(join(electron, 'locales', `${language}.pak`), '');
  await build({
    projectDir: repo,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: { extends: 'electron-builder.yml', electronDist: electron, directories: { output, buildResources: 'build' } },
  });
  const folder = join(output, 'linux-unpacked');
  return { folder, program: join(folder, 'rescuepc-desktop'), remove: () => rmSync(temp, { recursive: true, force: true }) };
}
