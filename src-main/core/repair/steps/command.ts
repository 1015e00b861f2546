import { posix } from 'node:path';
import type { Argv, Resource, StepOf } from '../../../../src-shared/contract/step.js';
import type { Reversibility } from '../../../../src-shared/contract/words.js';
import { AppError } from '../../../../src-shared/errors.js';
import { stderrText } from '../../facts/raw.js';
import type { Backup } from '../rows.js';
import { redactArgv } from '../../redact.js';
import { answeredLate, commandReaders } from './command-readers.js';
import { expectSameDevices, observeDeclared, type Declared } from './declared.js';
import { captureBytes, restoreBytes } from './device-bytes.js';
import { captureDevice, restoreDevice } from './device.js';
import { captureFile, fileObject, restoreFile } from './file-state.js';
import { expectKept, keepProduced } from './keep.js';
import { syncWritten } from './sync.js';
import { captureTree, restoreTree } from './tree.js';
import type { Executor, Kept, StepContext } from './types.js';

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
  return [...new Set(body.captures.filter(isKept).map(keptWords))].map((name) => `keep a copy of ${name}`);
}

/** Whether a copy of it is kept, and not only its state. */
function isKept(resource: Resource): resource is Exclude<Resource, { kind: 'watched' | 'answer' }> {
  return ['file', 'tree', 'bytes'].includes(resource.kind) || (resource.kind === 'device' && resource.keep !== undefined);
}

function keptWords(resource: Exclude<Resource, { kind: 'watched' | 'answer' }>): string {
  switch (resource.kind) {
    case 'bytes':
      return `the boot code on ${resource.path.text}`;
    case 'device':
      return `the beginning of ${resource.path.text}`;
    default:
      return resource.path.text;
  }
}

/** Derived from what the step declares: an exact or a best-effort inverse, kept copies, or nothing. */
export function commandReversibility(body: Declared): Reversibility {
  switch (body.undo.kind) {
    case 'none':
      return { level: 'none', why: body.undo.why };
    case 'unneeded':
      return { level: 'exact', why: body.undo.why };
    case 'inverse':
      return { level: body.undo.exact ? 'exact' : 'best-effort', why: body.undo.why };
    case 'captures':
      if (body.undo.exact === false)
        return { level: 'best-effort', why: body.undo.why ?? 'What is kept is put back; logs and what scripts did stay.' };
      return body.captures.every(({ kind }) => kind === 'file' || kind === 'bytes')
        ? { level: 'exact', why: 'What the command changes is kept and put back.' }
        : { level: 'best-effort', why: 'The folders it changes are kept and put back; files that it adds to them stay.' };
  }
}

export function commandObjects(body: Declared, fallback: string): string[] {
  if (body.captures.length === 0) return [`command:${fallback}`];
  return body.captures.map((resource) =>
    resource.kind === 'answer' ? `answer:${redactArgv(resource.argv).join(' ')}` : fileObject(resource.path),
  );
}

export async function captureDeclared(body: Declared, context: StepContext): Promise<Backup[]> {
  const backups: Backup[] = [];
  for (const [index, resource] of body.captures.entries()) {
    const part = { ...context, name: `${context.name}-${index + 1}` };
    if (resource.kind === 'file') backups.push(...(await captureFile(part, resource.path)));
    if (resource.kind === 'tree') backups.push(await captureTree(part, resource));
    if (resource.kind === 'bytes') backups.push(...(await captureBytes(part, resource)));
    if (resource.kind === 'device') backups.push(...(await captureDevice(part, resource)));
  }
  return backups;
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
  await syncDeclared(body, context);
  return Promise.all(body.produces.map((name) => keepProduced(context, name)));
}

/** What a command has written may be on its way to the disk still. */
async function syncDeclared(body: Declared, context: StepContext): Promise<void> {
  const folders: string[] = [];
  const devices: string[] = [];
  for (const resource of body.captures) {
    if (resource.kind === 'device' || resource.kind === 'bytes') devices.push(resource.path.text);
    else if (resource.kind === 'tree') folders.push(resource.path.text);
    else if (resource.kind !== 'answer') folders.push(posix.dirname(resource.path.text));
  }
  await syncWritten(context, folders, [...new Set(devices)]);
}

export async function restoreDeclared(body: Declared, context: StepContext, kept: Kept): Promise<'restored' | 'not-possible'> {
  switch (body.undo.kind) {
    case 'none':
      return 'not-possible';
    case 'unneeded':
      return 'restored';
    case 'inverse':
      await expectSameDevices(body, context.target, kept);
      for (const backup of kept.backups) if (body.produces.includes(backup.name)) await expectKept(context, backup);
      await runInverse(body, body.undo.argv, context);
      break;
    case 'captures':
      await expectSameDevices(body, context.target, kept);
      for (const [index, resource] of body.captures.entries()) {
        const mine = kept.backups.filter(({ name }) => name.startsWith(`${context.name}-${index + 1}.`));
        if (resource.kind === 'file') await restoreFile(context, resource.path, { ...kept, backups: mine });
        if (resource.kind === 'tree') await restoreTree(context, mine);
        if (resource.kind === 'bytes') await restoreBytes(context, resource, mine);
        if (resource.kind === 'device' && resource.keep !== undefined) await restoreDevice(context, resource, mine);
      }
      break;
  }
  await syncDeclared(body, context);
  return 'restored';
}

async function runInverse(body: Declared, inverse: Argv, context: StepContext): Promise<void> {
  const argv = inverse.map((word) => word.replaceAll('${run}', context.folder.inTarget));
  const run = () => context.target.exec.run({ argv, timeoutMs: 1_800_000, interruptible: false, env: { RESCUEPC_STEP: context.marker } });
  let raw = await run();
  // The change may be made although the answer came too late: asked once more, it is said.
  if (body.reader === 'nmcli' && answeredLate(raw)) raw = await run();
  context.log(stderrText(raw));
  if (raw.code !== 0)
    throw new AppError('step-failed', `${argv.join(' ')} ended with exit code ${raw.code ?? 'none'}: ${stderrText(raw).trim()}`);
}
