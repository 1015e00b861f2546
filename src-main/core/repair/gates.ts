import type { ClosedGate, PlanRequest } from '../../../src-shared/contract/plan.js';
import { absoluteGates, type Gate } from '../../../src-shared/contract/words.js';
import type { FactId, FactReadings } from '../facts/index.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Routine } from '../routines/define.js';
import { diskFailing } from '../scan/checks/disk-failing.js';

type GateInput = { readonly ports: EnginePorts; readonly facts: FactReadings; readonly request: PlanRequest };

/** Says why a gate is closed, or null where it is open. What could not be read closes no gate. */
type Check = (input: GateInput) => Promise<string | null> | string | null;

/** Facts that gates look at; whoever plans reads them too. */
export const gateFacts: readonly FactId[] = ['disk-health', 'kernel-log', 'restart-required', 'power', 'image-based'];

/** The gates that are closed for a routine's plan, with why, and whether the request accepts them. */
export async function checkGates(ports: EnginePorts, routine: Routine, facts: FactReadings, request: PlanRequest): Promise<ClosedGate[]> {
  const input: GateInput = { ports, facts, request };
  const closed: ClosedGate[] = [];
  for (const [gate, check] of Object.entries(checks) as [Gate, Check][]) {
    const why = isConcerned(gate, routine, facts) ? await check(input) : null;
    if (why === null) continue;
    const acceptable = !absoluteGates.includes(gate);
    closed.push({ gate, why, acceptable, accepted: acceptable && request.accept.includes(gate) });
  }
  return closed;
}

/** What a routine has to touch for a gate to concern it; a routine may name further gates itself. */
const concerns: Readonly<Record<Gate, readonly Routine['touches'][number][] | 'all'>> = {
  'failing-disk': ['filesystem', 'packages', 'boot'],
  'restart-pending': ['boot'],
  battery: ['filesystem', 'boot'],
  'backup-space': 'all',
  'image-based': ['packages', 'boot'],
  'remote-session': ['network'],
};

function isConcerned(gate: Gate, routine: Routine, facts: FactReadings): boolean {
  if (gate === 'failing-disk' && isHeldBack(routine, facts)) return true;
  const touches = concerns[gate];
  return touches === 'all' || routine.gates?.includes(gate) === true || routine.touches.some((what) => touches.includes(what));
}

/** True where a failing disk kept the routine's own facts from being read: it could not even look. */
export function isHeldBack(routine: Routine, facts: FactReadings): boolean {
  return routine.reads.some((id) => {
    const reading = facts[id];
    return !reading.known && reading.code === 'failing-disk';
  });
}

const checks: Readonly<Record<Gate, Check>> = {
  'failing-disk': ({ facts }) => diskFailing.look(facts)?.title ?? null,
  'restart-pending': ({ facts: { 'restart-required': pending } }) =>
    pending.known && pending.value.required ? 'A restart is pending; what is changed now may be overwritten by it.' : null,
  battery: ({ facts: { power } }) =>
    power.known && !power.value.onMains && power.value.percent !== null && power.value.percent < 30
      ? `The battery is at ${power.value.percent} % and no charger is connected.`
      : null,
  'backup-space': async ({ ports, request }) => {
    if (!ports.host.elevated) return null;
    const free = await (await ports.store(request.root)).freeBytes();
    const needed = backupNeedsBytes / 1_000_000;
    return free < backupNeedsBytes
      ? `Only ${Math.round(free / 1_000_000)} MB are free where backups are kept; ${needed} MB are needed.`
      : null;
  },
  'image-based': ({ facts: { 'image-based': image } }) =>
    image.known && image.value.kind !== null
      ? `This system is an image (${image.value.kind}): its packages and boot files come from the image and must not be changed.`
      : null,
  'remote-session': ({ ports }) => (ports.host.remoteSession ? 'You work through a remote session, and this may cut it.' : null),
};

/** Room for the backups of one run: the largest capture is a copy of dpkg's database. */
const backupNeedsBytes = 64_000_000;
