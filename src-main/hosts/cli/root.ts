import type { DiskRequest, OpenedDisk } from '../../../src-shared/contract/disk.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import { text, type Values } from './args.js';
import { askSecret } from './ask-secret.js';
import type { Output } from './output.js';
import { rootOf } from './selection.js';
import type { Session } from './session.js';

const tries = 3;

/**
 * Options whose `--root` is a folder. A device is opened first, and closed again when the session ends; `write: false` if the
 * command changes nothing on it. AppError as `disk.open` says.
 */
export async function withRoot(session: Session, values: Values, output: Output, write: boolean): Promise<Values> {
  const device = text(values, 'root') === undefined ? '/' : rootOf(values);
  if (!device.startsWith('/dev/')) return values;
  const disk = await open(session, { device, write }, output);
  session.atEnd(async () => {
    const { left } = await session.app['disk.close']({});
    for (const words of left) output.note(words);
  });
  const how = write ? 'for reading and writing' : 'for reading only; nothing on it is changed';
  const parts = disk.mounts.map(({ at, device: from }) => `, ${at} (${from})`).join('');
  output.note(`${device} (${disk.type}) is open${parts} ${how}. Its own programs are used, without network.`);
  for (const { at, why } of disk.skipped) output.note(`  ${at} of its file system table is left out: ${why}`);
  return { ...values, root: disk.root };
}

async function open(session: Session, request: DiskRequest, output: Output): Promise<OpenedDisk> {
  const first = await attempt(session, request);
  if (!(first instanceof AppError)) return first;
  if (first.code !== 'passphrase-needed' || !output.interactive) throw first;
  for (let tried = 1; ; tried += 1) {
    const passphrase = await askSecret(`Passphrase for ${request.device}: `);
    if (passphrase === '') throw new AppError('cancelled', 'No passphrase was given; nothing was opened.');
    const next = await attempt(session, { ...request, passphrase });
    if (!(next instanceof AppError)) return next;
    if (next.code !== 'passphrase-needed' || tried === tries) throw next;
    output.note(next.message);
  }
}

function attempt(session: Session, request: DiskRequest): Promise<OpenedDisk | AppError> {
  return session.app['disk.open'](request).catch(toAppError);
}
