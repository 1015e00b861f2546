import { AppError } from '../../../src-shared/errors.js';
import { stderrText } from '../facts/raw.js';
import type { DiskWorld } from '../disk-ports.js';

/** AppError unsupported if containers cannot be unlocked on this machine. Asked before anybody is asked for a passphrase. */
export async function expectCryptsetup(world: DiskWorld, path: string): Promise<void> {
  const raw = await world.run(['cryptsetup', '--version']);
  if (!raw.missing) return;
  throw new AppError(
    'unsupported',
    `${path} is encrypted, and cryptsetup is not on this machine.`,
    'Install the package cryptsetup-bin (Debian, Ubuntu) or cryptsetup (others).',
  );
}

/**
 * Unlocks a LUKS container as /dev/mapper/NAME. The passphrase is all that stdin has, so it is in no argument, environment
 * or file. AppError passphrase-needed (none, or a wrong one), io-error. Source: cryptsetup-open(8), its exit codes too.
 */
export async function unlock(
  world: DiskWorld,
  path: string,
  name: string,
  how: { passphrase: string | undefined; write: boolean },
): Promise<void> {
  if (how.passphrase === undefined)
    throw new AppError(
      'passphrase-needed',
      `${path} is encrypted.`,
      `Run it in a terminal, which asks for the passphrase; or unlock it first ('cryptsetup open ${path} disk', then --root /dev/mapper/disk).`,
    );
  const raw = await world.run(
    ['cryptsetup', 'open', '--type', 'luks', '--key-file', '-', ...(how.write ? [] : ['--readonly']), '--', path, name],
    how.passphrase,
  );
  if (raw.code === 0) return;
  if (raw.code === 2) throw new AppError('passphrase-needed', `This passphrase does not open ${path}.`, 'Try again.');
  const said = stderrText(raw).trim().split('\n')[0] ?? '';
  throw new AppError('io-error', `${path} could not be unlocked: ${said === '' ? `exit code ${String(raw.code)}` : said}`);
}

/**
 * The name under which a system itself unlocks a container, from its crypttab(5); null if it names none. Start images and
 * boot menus that are made in the system must meet that name.
 */
export function nameInCrypttab(
  text: string,
  container: { readonly uuid: string; readonly partUuid: string; readonly label: string },
): string | null {
  const wanted = [
    `UUID=${container.uuid}`,
    `PARTUUID=${container.partUuid}`,
    `LABEL=${container.label}`,
    `/dev/disk/by-uuid/${container.uuid}`,
  ];
  for (const line of text.split('\n')) {
    const [name = '', source = ''] = line.trim().split(/\s+/);
    if (
      !name.startsWith('#') &&
      wanted.includes(source.replaceAll('"', '')) &&
      !source.endsWith('=') &&
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/.test(name)
    )
      return name;
  }
  return null;
}
