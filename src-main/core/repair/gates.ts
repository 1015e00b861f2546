import type { ClosedGate, PlanRequest, PlannedRoutine } from '../../../src-shared/contract/plan.js';
import { absoluteGates, type Gate } from '../../../src-shared/contract/words.js';
import type { FactId, FactReadings } from '../facts/index.js';
import type { EnginePorts } from '../ports.js';
import type { Routine } from '../routines/define.js';
import { diskFailing } from '../scan/checks/disk-failing.js';

type GateInput = {
  readonly ports: EnginePorts;
  readonly routine: Routine;
  readonly planned: Omit<PlannedRoutine, 'gates'>;
  readonly facts: FactReadings;
  readonly request: PlanRequest;
};

/** Says why a gate is closed, or null where it is open. What could not be read closes no gate. */
type Check = (input: GateInput) => Promise<string | null> | string | null;

/** Facts that gates look at; whoever plans reads them too. */
export const gateFacts: readonly FactId[] = ['disk-health', 'kernel-log', 'restart-required', 'power', 'image-based'];

/** The gates that are closed for a routine's plan, with why, and whether the request accepts them. */
export async function checkGates(
  ports: EnginePorts,
  routine: Routine,
  planned: Omit<PlannedRoutine, 'gates'>,
  facts: FactReadings,
  request: PlanRequest,
): Promise<ClosedGate[]> {
  const input: GateInput = { ports, routine, planned, facts, request };
  const closed: ClosedGate[] = [];
  for (const [gate, check] of Object.entries(checks) as [Gate, Check][]) {
    const why = await check(input);
    if (why === null) continue;
    const acceptable = !absoluteGates.includes(gate);
    closed.push({ gate, why, acceptable, accepted: acceptable && request.accept.includes(gate) });
  }
  return closed;
}

const checks: Readonly<Record<Gate, Check>> = {
  'failing-disk': ({ routine, facts }) => {
    const heavy = routine.touches.some((what) => what === 'filesystem' || what === 'packages' || what === 'boot');
    return heavy ? (diskFailing.look(facts)?.title ?? null) : null;
  },
  'restart-pending': ({ routine, facts }) => {
    const pending = facts['restart-required'];
    const concerned = routine.touches.includes('boot');
    return concerned && pending.known && pending.value.required
      ? 'A restart is pending; changes to the boot files may be overwritten by it.'
      : null;
  },
  battery: ({ routine, facts }) => {
    const power = facts.power;
    const concerned = routine.touches.some((what) => what === 'filesystem' || what === 'boot');
    if (!concerned || !power.known || power.value.onMains || power.value.percent === null) return null;
    return power.value.percent < 30 ? `The battery is at ${power.value.percent} % and no charger is connected.` : null;
  },
  'backup-space': async ({ ports, request }) => {
    if (!ports.host.elevated) return null;
    const free = await (await ports.store(request.root)).freeBytes();
    return free < backupNeedsBytes
      ? `Only ${Math.round(free / 1_000_000)} MB are free where backups are kept; ${backupNeedsBytes / 1_000_000} MB are needed.`
      : null;
  },
  'image-based': ({ routine, facts }) => {
    const image = facts['image-based'];
    const concerned = routine.touches.some((what) => what === 'packages' || what === 'boot');
    return concerned && image.known && image.value.kind !== null
      ? `This system is an image (${image.value.kind}): its packages and boot files come from the image and must not be changed.`
      : null;
  },
  'remote-session': ({ ports, routine }) =>
    ports.host.remoteSession && routine.touches.includes('network') ? 'You work through a remote session, and this may cut it.' : null,
};

/** Room for the backups of one run: the largest capture is a copy of dpkg's database. */
const backupNeedsBytes = 64_000_000;
