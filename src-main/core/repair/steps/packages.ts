import { canonical } from '../../../../src-shared/canonical.js';
import type { Argv, PackageChange, State, StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { readAptSimulation } from '../../facts/readers/apt-simulate.js';
import { stderrText, stdoutText } from '../../facts/raw.js';
import { isMovable } from '../../facts/suspect.js';
import type { Raw, Target } from '../../ports.js';
import type { Backup } from '../rows.js';
import { commandReaders } from './command-readers.js';
import { keepBackup } from './keep.js';
import type { Executor, Kept, StepContext } from './types.js';

export const aptSimulate: Argv = ['apt-get', '-s', '-f', 'install'];
const aptApply: Argv = [
  'apt-get',
  '-y',
  '-o',
  'Dpkg::Options::=--force-confdef',
  '-o',
  'Dpkg::Options::=--force-confold',
  '-o',
  'DPkg::Lock::Timeout=60',
  '-f',
  'install',
];

/** Lets the package manager do exactly what its simulation said, and nothing else. */
export const packages: Executor<StepOf<'packages'>> = {
  describe: (body) => ({ does: body.changes.map(changeWords), commands: [aptApply] }),
  reversibility: () => ({
    level: 'best-effort',
    why: 'Added packages are removed again and kept packages put back; what their scripts did stays.',
  }),
  objects: (body) => body.changes.map((change) => `package:${change.name}`),
  observe: (body, target) => installedVersions(target, body.changes),
  capture: keepPackageLists,
  async apply(body, context) {
    // After a crash dpkg wants its own half-done work finished before apt may go on.
    if (context.replaying) await dpkg(context, ['dpkg', '--force-confdef', '--force-confold', '--configure', '-a']);
    await expectNothingNew(body, context.target);
    const raw = await context.target.exec.run({
      argv: aptApply,
      timeoutMs: 1_800_000,
      interruptible: false,
      env: { RESCUEPC_STEP: context.marker },
      outputFile: context.folder.outputPath(`${context.name}.log`),
      signal: context.signal,
      onOutput: context.log,
      onStarted: context.started,
      onOverdue: () => context.log('The package run takes longer than half an hour; it is not interrupted.\n'),
    });
    commandReaders['dpkg']?.(raw, { ...blankCommand, argv: aptApply });
    return [];
  },
  restore: putPackagesBack,
};

const blankCommand = {
  kind: 'command',
  scope: 'machine',
  title: '',
  captures: [],
  okExit: [0],
  undo: { kind: 'none', why: '' },
  produces: [],
  reader: 'dpkg',
  replay: 'idempotent',
  interruptible: false,
  timeoutMs: 0,
} satisfies Omit<StepOf<'command'>, 'argv'>;

function changeWords(change: PackageChange): string {
  const versions = [change.from, change.version].filter((version) => version !== '').join(' -> ');
  return `${change.op} ${change.name}${versions === '' ? '' : ` (${versions})`}`;
}

/** State and version of each named package, as dpkg has them. */
async function installedVersions(target: Target, changes: readonly PackageChange[]): Promise<State> {
  const names = [...new Set(changes.map((change) => change.name))];
  const raw = await target.exec.run({
    argv: ['dpkg-query', '-W', '-f=${Package} ${Status} ${Version}\\n', '--', ...names],
    timeoutMs: 30_000,
  });
  if (raw.missing) throw new AppError('unsupported', 'There is no dpkg on this system.');
  const known = stdoutText(raw)
    .split('\n')
    .filter((line) => line !== '');
  return Object.fromEntries(
    names.map((name) => [name, known.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 'not installed']),
  );
}

/** AppError plan-changed if a second simulation names anything that the plan does not. */
async function expectNothingNew(body: StepOf<'packages'>, target: Target): Promise<void> {
  const again = readAptSimulation(await target.exec.run({ argv: aptSimulate, timeoutMs: 120_000 }));
  if (!again.known) throw new AppError('step-failed', again.reason);
  const agreed = new Set(body.changes.map((change) => canonical(change)));
  const strange = again.value.find((change) => !agreed.has(canonical(change)));
  if (strange) throw new AppError('plan-changed', `apt would now also ${changeWords(strange)}.`, 'Make the plan again.');
}

/**
 * Keeps what is installed, what was asked for by hand, and the archives of what will be replaced where they lie in the cache: root's own
 * alone, since an undo would run what is in them as root.
 */
async function keepPackageLists(body: StepOf<'packages'>, context: StepContext): Promise<Backup[]> {
  const list = async (argv: Argv): Promise<Raw> => context.target.exec.run({ argv, timeoutMs: 60_000 });
  const [selections, manual] = await Promise.all([list(['dpkg', '--get-selections']), list(['apt-mark', 'showmanual'])]);
  const kept = [
    await keepBackup(context, `${context.name}.selections`, selections.stdout),
    await keepBackup(context, `${context.name}.manual`, manual.stdout),
  ];
  const cached = await context.target.files.list({ text: '/var/cache/apt/archives' }).catch(() => []);
  for (const change of body.changes.filter((entry) => entry.from !== '')) {
    const prefix = `/var/cache/apt/archives/${change.name}_${change.from.replaceAll(':', '%3a')}_`;
    const archive = cached.find((entry) => entry.text.startsWith(prefix) && entry.text.endsWith('.deb'));
    if (archive && (await isMovable(context.target, archive.text)))
      kept.push(
        await keepBackup(context, `${context.name}.${change.name}.deb`, await context.target.files.read(archive, 512 * 1024 * 1024)),
      );
  }
  return kept;
}

/** The inverse of the set: added packages out (with dpkg, so that nothing beside them goes), replaced ones back from kept archives. */
async function putPackagesBack(body: StepOf<'packages'>, context: StepContext, kept: Kept): Promise<'restored' | 'not-possible'> {
  const now = await installedVersions(context.target, body.changes);
  const added = body.changes
    .filter((change) => change.op === 'install' && change.from === '' && now[change.name] !== 'not installed')
    .map((change) => change.name);
  const archives = kept.backups
    .filter((backup) => backup.name.endsWith('.deb'))
    .map((backup) => `${context.folder.inTarget}/backup/${backup.name}`);
  const replaced = body.changes.filter((change) => change.from !== '');
  if (added.length > 0) await dpkg(context, ['dpkg', '--force-depends', '--remove', '--', ...added]);
  if (archives.length > 0) await dpkg(context, ['dpkg', '--force-downgrade', '--force-confold', '--install', '--', ...archives]);
  return added.length > 0 || archives.length > 0 || replaced.length === 0 ? 'restored' : 'not-possible';
}

async function dpkg(context: StepContext, argv: Argv): Promise<void> {
  const raw = await context.target.exec.run({ argv, timeoutMs: 600_000, interruptible: false, env: { RESCUEPC_STEP: context.marker } });
  context.log(stdoutText(raw) + stderrText(raw));
  commandReaders['dpkg']?.(raw, { ...blankCommand, argv });
}
