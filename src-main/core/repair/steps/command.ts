import type { Argv, Resource, StepOf } from '../../../../src-shared/contract/step.js';
import type { State } from '../../../../src-shared/contract/step.js';
import type { Reversibility } from '../../../../src-shared/contract/words.js';
import { AppError } from '../../../../src-shared/errors.js';
import { stderrText } from '../../facts/raw.js';
import type { Target } from '../../ports.js';
import type { Backup } from '../rows.js';
import { redactArgv } from '../../redact.js';
import { answeredLate, commandReaders } from './command-readers.js';
import { bytesName, captureBytes, observeBytes, restoreBytes } from './device-bytes.js';
import { captureFile, fileObject, observeFile, restoreFile } from './file-state.js';
import { expectKept, keepProduced } from './keep.js';
import type { Executor, Kept, StepContext } from './types.js';

type Declared = Omit<StepOf<'command'>, 'kind' | 'argv'>;

/** Runs one command; what it changes and how that is taken back are declared in the step. */
export const command: Executor<StepOf<'command'>> = {
  describe: (body) => ({ does: keepWords(body), commands: [body.argv] }),
  reversibility: commandReversibility,
  objects: (body) => commandObjects(body, redactArgv(body.argv).join(' ')),
  observe: observeDeclared,
  capture: captureDeclared,
  apply: (body, context) => runDeclared(body, body.argv, context),
  restore: restoreDeclared,
};

export function keepWords(body: Declared): string[] {
  const kept = body.captures.filter(({ kind }) => kind !== 'device');
  const names = kept.map(({ kind, path }) => (kind === 'bytes' ? `the boot code on ${path.text}` : path.text));
  return [...new Set(names)].map((name) => `keep a copy of ${name}`);
}

/** Derived from what the step declares: an exact or a best-effort inverse, kept copies, or nothing. */
export function commandReversibility(body: Declared): Reversibility {
  switch (body.undo.kind) {
    case 'none':
      return { level: 'none', why: body.undo.why };
    case 'inverse':
      return { level: body.undo.exact ? 'exact' : 'best-effort', why: body.undo.why };
    case 'captures':
      if (body.undo.exact === false) return { level: 'best-effort', why: 'What is kept is put back; logs and what scripts did stay.' };
      return body.captures.every(({ kind }) => kind === 'file' || kind === 'bytes')
        ? { level: 'exact', why: 'What the command changes is kept and put back.' }
        : { level: 'best-effort', why: 'The folders it changes are kept and put back; files that it adds to them stay.' };
  }
}

export function commandObjects(body: Declared, fallback: string): string[] {
  return body.captures.length === 0 ? [`command:${fallback}`] : body.captures.map((resource) => fileObject(resource.path));
}

/** The state of kept files and boot code. Trees are kept for the worst case only and are not compared. */
export async function observeDeclared(body: Declared, target: Target): Promise<State> {
  const entries = body.captures.map(async (resource) => {
    if (resource.kind === 'file') return [[resource.path.text, await observeFile(target, resource.path)] as const];
    return resource.kind === 'bytes' ? [[bytesName(resource), await observeBytes(target, resource)] as const] : [];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

export async function captureDeclared(body: Declared, context: StepContext): Promise<Backup[]> {
  const backups: Backup[] = [];
  for (const [index, resource] of body.captures.entries()) {
    const part = { ...context, name: `${context.name}-${index + 1}` };
    if (resource.kind === 'file') backups.push(...(await captureFile(part, resource.path)));
    if (resource.kind === 'tree') backups.push(await captureTree(part, resource));
    if (resource.kind === 'bytes') backups.push(...(await captureBytes(part, resource)));
  }
  return backups;
}

/** Keeps a whole folder as a tar archive, with owners, ACLs, extended attributes and labels. */
async function captureTree(context: StepContext, resource: Resource): Promise<Backup> {
  const name = `${context.name}.tar`;
  const relative = resource.path.text.replace(/^\/+/, '');
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
    throw new AppError('io-error', `Could not keep a copy of ${resource.path.text}: ${why}.`, 'This repair has changed nothing.');
  }
  return keepProduced(context, name);
}

async function restoreTree(context: StepContext, backups: readonly Backup[]): Promise<void> {
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

/** Runs argv with `${run}` filled in; its output goes to a file in the run's folder and is tailed. */
export async function runDeclared(body: Declared & StepOf<'command' | 'script'>, argv: Argv, context: StepContext): Promise<Backup[]> {
  const read = Object.hasOwn(commandReaders, body.reader) ? commandReaders[body.reader] : undefined;
  if (!read) throw new AppError('unsupported', `This version does not know how to read '${body.reader}'.`);
  const raw = await context.target.exec.run({
    argv: argv.map((word) => word.replaceAll('${run}', context.folder.inTarget)),
    timeoutMs: body.timeoutMs,
    env: { RESCUEPC_STEP: context.marker },
    outputFile: context.folder.outputPath(`${context.name}.log`),
    interruptible: body.interruptible,
    signal: context.signal,
    onOutput: context.log,
    onStarted: context.started,
    onOverdue: () => context.log('It takes longer than it should; it is not interrupted, because that would do harm.\n'),
  });
  read(raw, body);
  return Promise.all(body.produces.map((name) => keepProduced(context, name)));
}

export async function restoreDeclared(body: Declared, context: StepContext, kept: Kept): Promise<'restored' | 'not-possible'> {
  switch (body.undo.kind) {
    case 'none':
      return 'not-possible';
    case 'inverse': {
      for (const backup of kept.backups) if (body.produces.includes(backup.name)) await expectKept(context, backup);
      const argv = body.undo.argv.map((word) => word.replaceAll('${run}', context.folder.inTarget));
      const run = () =>
        context.target.exec.run({ argv, timeoutMs: 1_800_000, interruptible: false, env: { RESCUEPC_STEP: context.marker } });
      let raw = await run();
      // The change may be made although the answer came too late: asked once more, it is said.
      if (body.reader === 'nmcli' && answeredLate(raw)) raw = await run();
      context.log(stderrText(raw));
      if (raw.code !== 0)
        throw new AppError('step-failed', `${argv.join(' ')} ended with exit code ${raw.code ?? 'none'}: ${stderrText(raw).trim()}`);
      return 'restored';
    }
    case 'captures': {
      for (const [index, resource] of body.captures.entries()) {
        const mine = kept.backups.filter(({ name }) => name.startsWith(`${context.name}-${index + 1}.`));
        if (resource.kind === 'file') await restoreFile(context, resource.path, { ...kept, backups: mine });
        if (resource.kind === 'tree') await restoreTree(context, mine);
        if (resource.kind === 'bytes') await restoreBytes(context, resource, mine);
      }
      return 'restored';
    }
  }
}
