import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { DiskRequest, OpenedDisk } from '../../../src-shared/contract/disk.js';
import { AppError } from '../../../src-shared/errors.js';
import { isSafeName } from '../../../src-shared/safe-name.js';
import type { BlockDevice, DiskWorld } from '../disk-ports.js';
import { mountExtra } from './extra-mounts.js';
import { expectFree } from './in-use.js';
import { lookAt, systemsOn, type Seen } from './look.js';
import { maySystemLieOn, mount, must, systemAt } from './mount.js';
import { beginOpening, isMapped, takeBack, type Opening } from './opened.js';
import { givePrivateFolders } from './private-dev.js';
import { probe, type Probe } from './probe.js';
import { expectCryptsetup, nameInCrypttab, unlock } from './unlock.js';
import { activate, allVolumes, groupOn, volumesOf, type Volume } from './volumes.js';

/** Opens the system on a device. What fails on the way is taken back before the error is told. */
export async function openDisk(world: DiskWorld, request: DiskRequest): Promise<{ disk: OpenedDisk; opening: Opening }> {
  const opening = beginOpening(world, randomBytes(6).toString('hex'));
  try {
    const device = await findDevice(world, opening, request.device);
    const system = await findSystem(world, opening, device, request);
    return { disk: await mountSystem(world, opening, system, request), opening };
  } catch (thrown) {
    await takeBack(world, opening.key, opening.record());
    throw thrown;
  }
}

async function findDevice(world: DiskWorld, opening: Opening, path: string): Promise<BlockDevice> {
  if (posix.normalize(path) !== path) throw new AppError('bad-input', `'${path}' is not the plain path of a device.`);
  const there = await deviceAt(world, path);
  if (there) return there;
  // A volume of a group that is not active yet has no device.
  const volumes = await allVolumes(world);
  const volume = volumes.find((one) => one.path === path || one.mapperPath === path);
  const made = volume ? await activateGroup(world, opening, volume.group).then(() => deviceAt(world, volume.mapperPath)) : null;
  if (made) return made;
  throw new AppError(
    'not-found',
    `There is no block device at ${path}.`,
    "'lsblk' lists them. A volume of LVM has its name only where the package lvm2 is installed.",
  );
}

async function deviceAt(world: DiskWorld, path: string): Promise<BlockDevice | null> {
  const id = await world.deviceId(path);
  return id === null ? null : ((await world.devices()).find((device) => device.id === id) ?? null);
}

/** `activeBefore`: mapper paths of what was active before a container was unlocked, for a system may activate at once what comes to light. */
async function activateGroup(world: DiskWorld, opening: Opening, group: string, activeBefore?: ReadonlySet<string>): Promise<string[]> {
  const volumes = await volumesOf(world, group);
  const wasActive = (volume: Volume): boolean => activeBefore?.has(volume.mapperPath) ?? volume.active;
  const inactive = volumes.filter((volume) => !wasActive(volume)).map((volume) => `${group}/${volume.name}`);
  await opening.will({ volumes: [...opening.record().volumes, ...inactive] });
  await activate(world, group);
  return volumes.map((volume) => volume.mapperPath);
}

/** Goes through what may lie round a system: an encrypted container, a volume group, or both. */
async function findSystem(world: DiskWorld, opening: Opening, device: BlockDevice, request: DiskRequest): Promise<Seen> {
  const found = await probe(world, device.path);
  if (found.table !== '' && found.type === '') return sayPartitions(world, opening, device);
  await expectFree(world, device);
  if (found.type === 'crypto_LUKS') return unlockSystem(world, opening, device, found, request);
  if (found.type === 'LVM2_member') return systemInGroup(world, opening, device.path);
  if (!maySystemLieOn(found.type))
    throw new AppError(
      'unsupported',
      found.type === ''
        ? `Nothing that is known lies on ${device.path}.`
        : `${device.path} holds ${found.type}, on which no system is looked for.`,
      'Give the partition that the system lies on, or mount it yourself and give the folder.',
    );
  const seen = await lookAt(world, opening.key, device);
  if (seen) return seen;
  throw new AppError(
    'unsupported',
    `There is no system on ${device.path} that can be mounted.`,
    `Is it another partition, or a subvolume? Otherwise check it first: 'rescuepc scan --deep' names damaged file systems.`,
  );
}

/** A whole disk is never guessed about: its systems are named. */
async function sayPartitions(world: DiskWorld, opening: Opening, disk: BlockDevice): Promise<never> {
  const parts = (await world.devices()).filter((device) => device.below.includes(disk.id));
  const systems = await systemsOn(world, opening.key, parts);
  const locked: string[] = [];
  for (const part of parts) {
    const { type } = await probe(world, part.path).catch(() => ({ type: '' }));
    if (type === 'crypto_LUKS') locked.push(`${part.path} (encrypted)`);
    if (type === 'LVM2_member') locked.push(`${part.path} (logical volumes)`);
  }
  const named = [...systems.map(({ device, name }) => `${device.path} (${name})`), ...locked];
  throw new AppError(
    'bad-input',
    `${disk.path} is a whole disk. ${named.length === 0 ? 'None of its partitions looks like a system.' : `A system may lie on: ${named.join(', ')}.`}`,
    named.length === 0
      ? `'lsblk -f ${disk.path}' shows what is on it.`
      : `Give one of them, for instance --root ${named[0]?.split(' ')[0] ?? ''}`,
  );
}

async function systemInGroup(world: DiskWorld, opening: Opening, path: string, activeBefore?: ReadonlySet<string>): Promise<Seen> {
  const group = await groupOn(world, path);
  const paths = await activateGroup(world, opening, group, activeBefore);
  const devices = await Promise.all(paths.map((one) => deviceAt(world, one)));
  const systems = await systemsOn(
    world,
    opening.key,
    devices.filter((one) => one !== null),
  );
  const [only] = systems;
  if (only && systems.length === 1) return only;
  throw new AppError(
    'bad-input',
    systems.length === 0
      ? `No volume of the group ${group} on ${path} looks like a system.`
      : `Several volumes of the group ${group} look like a system: ${systems.map(({ device, name }) => `${device.path} (${name})`).join(', ')}.`,
    'Unlock what is encrypted yourself, and give the volume: --root /dev/GROUP/VOLUME.',
  );
}

async function unlockSystem(
  world: DiskWorld,
  opening: Opening,
  device: BlockDevice,
  container: Probe,
  request: DiskRequest,
): Promise<Seen> {
  await expectCryptsetup(world, device.path);
  const name = `rescuepc-${device.id.replace(':', '-')}`;
  const activeBefore = new Set((await allVolumes(world)).flatMap((one) => (one.active ? [one.mapperPath] : [])));
  await opening.will({ unlocked: [name] });
  await unlock(world, device.path, name, { passphrase: request.passphrase, write: request.write });
  const inner = await deviceAt(world, `/dev/mapper/${name}`);
  if (!inner) throw new AppError('io-error', `${device.path} was unlocked, but /dev/mapper/${name} is not there.`);
  const seen =
    (await probe(world, inner.path)).type === 'LVM2_member'
      ? await systemInGroup(world, opening, inner.path, activeBefore)
      : await lookAt(world, opening.key, inner);
  if (!seen)
    throw new AppError(
      'unsupported',
      `There is no system in the encrypted ${device.path} that can be mounted.`,
      'Unlock it yourself and look.',
    );
  const own = nameInCrypttab(seen.crypttab, container);
  if (own === null || (await isMapped(world, own))) return seen;
  await opening.will({ unlocked: [own, name] });
  await must(world, ['dmsetup', 'rename', name, own], `give ${inner.path} the name that the system itself knows it by`);
  await world.run(['dmsetup', 'mknodes']);
  return seen.device.id === inner.id ? { ...seen, device: { ...inner, path: `/dev/mapper/${own}` } } : seen;
}

async function mountSystem(
  world: DiskWorld,
  opening: Opening,
  { device, type }: Seen,
  { write, device: given }: DiskRequest,
): Promise<OpenedDisk> {
  const { uuid } = await probe(world, device.path);
  // The same place for the same file system, whatever its device is called today: runs and plans name it.
  const root = posix.join(world.folder, /^[0-9A-Za-z-]{4,64}$/.test(uuid) ? uuid : device.id.replace(':', '-'));
  await opening.will({ root });
  await world.makeMountPoint(root);
  await mount(world, { device: device.path, type, at: root, write });
  if ((await systemAt(world, root)) === null) throw new AppError('unsupported', `There is no system on ${device.path}.`);
  const extra = await mountExtra(world, root, device, write);
  await givePrivateFolders(world, root, isSafeName(uuid) ? [{ uuid, path: device.path }] : []);
  return { root, device: given, type, writable: write, ...extra };
}
