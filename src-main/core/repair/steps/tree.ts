import type { Resource } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { stderrText } from '../../facts/raw.js';
import type { Backup } from '../rows.js';
import { expectKept, keepProduced } from './keep.js';
import type { StepContext } from './types.js';

/** Keeps a whole folder as a tar archive, with owners, ACLs, extended attributes and labels. */
export async function captureTree(context: StepContext, { path }: Extract<Resource, { kind: 'tree' }>): Promise<Backup> {
  const name = `${context.name}.tar`;
  const relative = path.text.replace(/^\/+/, '');
  const raw = await context.target.exec.run({
    argv: [
      'tar',
      '--create',
      `--file=${context.folder.inTarget}/backup/${name}`,
      '--numeric-owner',
      '--acls',
      '--xattrs',
      '--selinux',
      '--directory=/',
      '--',
      relative,
    ],
    timeoutMs: 300_000,
  });
  // Exit code 1: a file changed while it was read; the copy is whole otherwise. Source: tar(1).
  if (raw.code !== 0 && raw.code !== 1) {
    const why = raw.signal === null ? stderrText(raw).trim() : `tar was ended by ${raw.signal}`;
    throw new AppError('io-error', `Could not keep a copy of ${path.text}: ${why}.`, 'This repair has changed nothing.');
  }
  return keepProduced(context, name);
}

/** Puts back what was kept of a folder; what was added to it since stays. */
export async function restoreTree(context: StepContext, backups: readonly Backup[]): Promise<void> {
  for (const backup of backups) {
    await expectKept(context, backup);
    const argv = [
      'tar',
      '--extract',
      `--file=${context.folder.inTarget}/backup/${backup.name}`,
      '--same-owner',
      '--same-permissions',
      '--acls',
      '--xattrs',
      '--selinux',
      '--directory=/',
    ];
    const raw = await context.target.exec.run({ argv, timeoutMs: 300_000, interruptible: false, env: { RESCUEPC_STEP: context.marker } });
    if (raw.code !== 0) throw new AppError('io-error', `${backup.name} could not be put back: ${stderrText(raw).trim()}`);
  }
}
