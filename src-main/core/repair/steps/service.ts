import type { Argv, State, StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { stderrText, stdoutText } from '../../facts/raw.js';
import { hasUnitFile, readUnitStates, unitProperties, type UnitState } from '../../facts/unit-state.js';
import type { Target } from '../../ports.js';
import { syncWritten } from './sync.js';
import type { Executor, StepContext } from './types.js';

const timeoutMs = 100_000;

/** Sets whether a systemd unit is masked, enabled and running. */
export const service: Executor<StepOf<'service'>> = {
  describe: (body) => ({ does: [], commands: commandsFor(body) }),
  reversibility(body) {
    return body.want.active === undefined && body.want.restart === undefined
      ? { level: 'exact', why: 'Whether the unit was enabled and masked is recorded.' }
      : { level: 'best-effort', why: 'A unit that was not running is stopped again; what it did while it ran stays.' };
  },
  objects: (body) => [`unit:${body.unit}`],
  observe: (body, target) => unitState(target, body.unit),
  capture: () => Promise.resolve([]),
  async apply(body, context) {
    if (body.want.restart === true) await expectUnitFile(body, context);
    for (const argv of commandsFor(body)) await systemctl(context, argv);
    await syncUnits(body, context);
    if (body.want.active === true || body.want.restart === true) await expectRunning(body, context);
    return [];
  },
  async restore(body, context, kept) {
    for (const argv of commandsBack(body, kept.before)) await systemctl(context, argv);
    await syncUnits(body, context);
    return 'restored';
  },
};

function commandsFor(body: StepOf<'service'>): Argv[] {
  const { masked, enabled, active, restart } = body.want;
  const commands: Argv[] = [];
  if (masked === true) commands.push(['systemctl', 'mask', body.unit]);
  // A unit may be masked for good, or in /run until the next start; each word undoes only its own.
  if (masked === false) commands.push(['systemctl', 'unmask', body.unit], ['systemctl', 'unmask', '--runtime', body.unit]);
  if (enabled !== undefined) commands.push(['systemctl', enabled ? 'enable' : 'disable', body.unit]);
  if (restart === true) commands.push(['systemctl', 'reset-failed', body.unit], ['systemctl', 'restart', body.unit]);
  else if (active !== undefined) commands.push(['systemctl', active ? 'start' : 'stop', body.unit]);
  return commands;
}

function commandsBack(body: StepOf<'service'>, before: State): Argv[] {
  const commands: Argv[] = [];
  const { masked, enabled, active, restart } = body.want;
  const wasMasked = String(before['enabled']).startsWith('masked');
  if (enabled !== undefined && !wasMasked) commands.push(['systemctl', before['enabled'] === 'enabled' ? 'enable' : 'disable', body.unit]);
  const forNow = before['enabled'] === 'masked-runtime' ? ['--runtime'] : [];
  if (masked !== undefined) commands.push(['systemctl', wasMasked ? 'mask' : 'unmask', ...forNow, body.unit]);
  if (active !== undefined || restart !== undefined)
    commands.push(['systemctl', before['active'] === 'active' ? 'start' : 'stop', body.unit]);
  return commands;
}

/** A unit's state by systemctl's machine-readable properties. */
async function unitState(target: Target, unit: string): Promise<State> {
  const text = await show(target, unit, 'LoadState,UnitFileState,ActiveState');
  const values = new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  return { load: values.get('LoadState') ?? '', enabled: values.get('UnitFileState') ?? '', active: values.get('ActiveState') ?? '' };
}

async function show(target: Target, unit: string, properties: string): Promise<string> {
  const raw = await target.exec.run({ argv: ['systemctl', 'show', unit, '-p', properties], timeoutMs: 20_000 });
  if (raw.code !== 0)
    throw new AppError('step-failed', `systemctl does not answer about ${unit}: ${stderrText(raw).trim()}`, 'Is systemd running here?');
  return stdoutText(raw);
}

async function systemctl(context: StepContext, argv: Argv): Promise<void> {
  const raw = await context.target.exec.run({ argv, timeoutMs, env: { RESCUEPC_STEP: context.marker }, onStarted: context.started });
  context.log(stderrText(raw) + stdoutText(raw));
  // reset-failed of a unit that is no longer loaded fails; what counts is what follows.
  if (raw.code !== 0 && argv[1] !== 'reset-failed')
    throw new AppError('step-failed', `${argv.join(' ')} ended with exit code ${raw.code ?? 'none'}: ${stderrText(raw).trim()}`);
}

/** Whether a unit is enabled and masked is a matter of links, which systemctl does not put on the disk. */
async function syncUnits({ want }: StepOf<'service'>, context: StepContext): Promise<void> {
  if (want.enabled !== undefined || want.masked !== undefined) await syncWritten(context, ['/etc/systemd/system']);
}

/** Without a file, forgetting the failure would unload the unit: nothing could start it, and nothing would tell of it. */
async function expectUnitFile({ unit, want }: StepOf<'service'>, { target }: StepContext): Promise<void> {
  const state = await stateNow(target, unit);
  // A masked unit shows its file when it is unmasked.
  if (want.masked === false && state.load === 'masked') return;
  if (!(await hasUnitFile(target, state)))
    throw new AppError('step-failed', `${unit} has no file from which it could be started again.`, 'It was left as it is.');
}

const pollMs = 1_000;
const graceSeconds = 2;
const longestWatchSeconds = 20;

/**
 * systemctl says 0 also of a service that fails right after its start. It is watched for longer than it takes to be started again by
 * itself, within bounds, and believed if it was not.
 */
async function expectRunning({ unit, want }: StepOf<'service'>, context: StepContext): Promise<void> {
  const first = await stateNow(context.target, unit);
  const watchMs = first.restartSeconds === null ? 0 : 1_000 * (Math.min(first.restartSeconds, longestWatchSeconds) + graceSeconds);
  // A person's start, and reset-failed, set the count to 0.
  const before = want.restart === true ? 0 : first.restarts;
  let now = first;
  for (let waited = 0; ; waited += pollMs) {
    if (now.active === 'failed' || now.sub.startsWith('auto-restart') || now.restarts > before)
      throw new AppError('step-failed', `${unit} failed again after it was started (${now.active}, ${now.sub}, ${now.result}).`);
    if (waited >= watchMs || now.active === 'inactive') break;
    await context.sleep(pollMs);
    now = await stateNow(context.target, unit);
  }
  if (!isRunning(now) && !(isDone(now) && (want.restart !== true || now.conditionMet)))
    throw new AppError('step-failed', `${unit} is ${now.active} after it was started.`);
}

function isRunning({ active }: UnitState): boolean {
  return active === 'active' || active === 'reloading' || active === 'refreshing';
}

/** It did its work and ended, or a condition of its own says that there is none here. */
function isDone({ active, result }: UnitState): boolean {
  return active === 'inactive' && (result === 'success' || result === '');
}

async function stateNow(target: Target, unit: string): Promise<UnitState> {
  const [state] = readUnitStates(await show(target, unit, unitProperties)) ?? [];
  if (state === undefined) throw new AppError('step-failed', `systemctl does not answer about ${unit}.`, 'Is systemd running here?');
  return state;
}
