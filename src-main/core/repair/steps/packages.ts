import { canonical } from '../../../../src-shared/canonical.js';
import type { Argv, PackageChange, State, StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { readAptSimulation } from '../../facts/readers/apt-simulate.js';
import { stderrText, stdoutText } from '../../facts/raw.js';
import { entriesIn } from '../../facts/read-text.js';
import { isMovable } from '../../facts/suspect.js';
import type { Target } from '../../ports.js';
import type { Backup } from '../rows.js';
import { commandReaders } from './command-readers.js';
import { expectKept, keepBackup, readKept } from './keep.js';
import { syncWritten } from './sync.js';
import type { Executor, Kept, StepContext } from './types.js';

/** dpkg puts its own files on the disk; what the packages' scripts wrote, and apt's own lists, nobody does. */
const database = '/var/lib/dpkg';

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
    await syncWritten(context, [database]);
    return [];
  },
  restore: putPackagesBack,
};

/** How the backup ends that lists the packages of before. */
const selections = '.selections';

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
  const list = async (argv: Argv): Promise<Uint8Array> => {
    const raw = await context.target.exec.run({ argv, timeoutMs: 60_000 });
    commandReaders['dpkg']?.(raw, { ...blankCommand, argv });
    return raw.stdout;
  };
  const [selected, manual] = await Promise.all([list(['dpkg', '--get-selections']), list(['apt-mark', 'showmanual'])]);
  const kept = [
    await keepBackup(context, `${context.name}${selections}`, selected),
    await keepBackup(context, `${context.name}.manual`, manual),
  ];
  const cached = await entriesIn(context.target, '/var/cache/apt/archives');
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
  const keptArchives = kept.backups.filter((backup) => backup.name.endsWith('.deb'));
  for (const backup of keptArchives) await expectKept(context, backup);
  const archives = keptArchives.map((backup) => `${context.folder.inTarget}/backup/${backup.name}`);
  if (added.length === 0 && archives.length === 0) return body.changes.some((change) => change.from !== '') ? 'not-possible' : 'restored';
  if (added.length > 0) {
    await expectNobodyElse(added, context, kept);
    await dpkg(context, ['dpkg', '--force-depends', '--remove', '--', ...added]);
  }
  if (archives.length > 0) await dpkg(context, ['dpkg', '--force-downgrade', '--force-confold', '--install', '--', ...archives]);
  await syncWritten(context, [database]);
  await expectAsBefore(body, context.target, kept.before);
  return 'restored';
}

/** AppError undo-conflict if a package that came since needs one of these: they are removed by force, for those that the run was for. */
async function expectNobodyElse(added: readonly string[], context: StepContext, kept: Kept): Promise<void> {
  const argv: Argv = ['dpkg', '--no-act', '--remove', '--', ...added];
  const raw = await context.target.exec.run({ argv, timeoutMs: 60_000 });
  if (raw.code === 0) return;
  const withoutPlace = (name: string): string => name.split(':')[0] ?? '';
  const needy = [...stderrText(raw).matchAll(/^ (\S+) (?:pre-)?depends on /gm)].map(([, name = '']) => withoutPlace(name));
  if (needy.length === 0) throw new AppError('step-failed', `dpkg does not say what needs ${added.join(', ')}: ${stderrText(raw).trim()}`);
  const backup = kept.backups.find(({ name }) => name.endsWith(selections));
  const text = backup ? new TextDecoder().decode(await readKept(context, backup)) : '';
  const known = new Set(text.split('\n').map((line) => withoutPlace(line.split(/\s/)[0] ?? '')));
  const later = [...new Set(needy.filter((name) => !known.has(name)))];
  if (later.length > 0)
    throw new AppError('undo-conflict', `${later.join(', ')} came since and needs ${added.join(', ')}: remove that first, or keep both.`);
}

/** AppError step-failed if any package that was added is still there, or any that was replaced or removed is not back as it was. */
async function expectAsBefore(body: StepOf<'packages'>, target: Target, before: State): Promise<void> {
  const now = await installedVersions(target, body.changes);
  const moved = new Set(body.changes.filter(({ op }) => op !== 'configure').map(({ name }) => name));
  const left = [...moved].filter((name) => versionIn(now[name]) !== versionIn(before[name]));
  if (left.length > 0)
    throw new AppError(
      'step-failed',
      `These packages are not as they were: ${left.map((name) => `${name} (${String(now[name])})`).join(', ')}.`,
    );
}

/** Of "install ok installed 1.0"; '' for a package of which at most its settings are left. */
function versionIn(state: State[string]): string {
  const [, , status = '', version = ''] = (typeof state === 'string' ? state : '').split(' ');
  return status === 'config-files' || status === 'not-installed' ? '' : version;
}

async function dpkg(context: StepContext, argv: Argv): Promise<void> {
  const raw = await context.target.exec.run({ argv, timeoutMs: 600_000, interruptible: false, env: { RESCUEPC_STEP: context.marker } });
  context.log(stdoutText(raw) + stderrText(raw));
  commandReaders['dpkg']?.(raw, { ...blankCommand, argv });
}
