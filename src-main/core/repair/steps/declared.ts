import type { Resource, State, StepOf } from '../../../../src-shared/contract/step.js';
import type { Target } from '../../ports.js';
import { bytesName, observeBytes } from './device-bytes.js';
import { expectSameDevice, observeDevice } from './device.js';
import { observeFile } from './file-state.js';
import { observeAnswer, observeTree, observeWatched } from './looks.js';
import type { Kept } from './types.js';

/** What a command and a script say of themselves beside what they run. */
export type Declared = Omit<StepOf<'command'>, 'kind' | 'argv'>;

/** What a resource's state is called in the step's: a device may have several stretches. */
export function stateName(resource: Resource): string {
  if (resource.kind === 'answer') return resource.argv.join(' ');
  return resource.kind === 'bytes' ? bytesName(resource) : resource.path.text;
}

/** The state of everything that the step declares. Folders that are kept for the worst case only are not looked at. */
export async function observeDeclared(body: Declared, target: Target): Promise<State> {
  const watched = body.captures.filter(({ kind }) => kind !== 'tree' || body.undo.kind === 'captures');
  const entries = watched.map(async (resource) => [stateName(resource), await observeResource(resource, target)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function observeResource(resource: Resource, target: Target): Promise<State> {
  switch (resource.kind) {
    case 'file':
      return observeFile(target, resource.path);
    case 'tree':
      return observeTree(target, resource.path);
    case 'bytes':
      return observeBytes(target, resource);
    case 'device':
      return observeDevice(target, resource);
    case 'watched':
      return observeWatched(target, resource.path);
    case 'answer':
      return observeAnswer(target, resource);
  }
}

/** AppError unsafe-path unless each device of the step is still the recorded one, and nobody uses it. */
export async function expectSameDevices(body: Declared, target: Target, { before, after }: Pick<Kept, 'before' | 'after'>): Promise<void> {
  for (const resource of body.captures)
    if (resource.kind === 'device') await expectSameDevice(target, resource, stateOf(after, resource) ?? stateOf(before, resource));
}

/** A resource's part of a step's state. */
export function stateOf(state: State | null, resource: Resource): State | undefined {
  return state?.[stateName(resource)] as State | undefined;
}
