import { Type, type Static } from 'typebox';
import { FilePath } from './path.js';

/** A command by argv. No shell; the first word is found in fixed system folders, never through the caller's PATH. */
export const Argv = Type.Array(Type.String(), { minItems: 1 });
export type Argv = Static<typeof Argv>;

/** Something a command changes: kept before it runs, or looked at only, so that later changes by others are seen before it is taken back. */
export const Resource = Type.Union([
  Type.Object({ kind: Type.Literal('file'), path: FilePath }),
  Type.Object({ kind: Type.Literal('tree'), path: FilePath }),
  /** A part of a block device that belongs to no file system, such as boot code. In bytes; at most `maxBootBytes`. */
  Type.Object({ kind: Type.Literal('bytes'), path: FilePath, offset: Type.Integer(), length: Type.Integer() }),
  /** A volume on a block device: too large to keep but for its first `keep` bytes; at most `maxVolumeBytes`. */
  Type.Object({ kind: Type.Literal('device'), path: FilePath, keep: Type.Optional(Type.Integer()) }),
  /** A file or folder that is not kept. */
  Type.Object({ kind: Type.Literal('watched'), path: FilePath }),
  /** A switch that is no file: which of these words a command that only reads answers. */
  Type.Object({ kind: Type.Literal('answer'), argv: Argv, words: Type.Array(Type.String()) }),
]);
export type Resource = Static<typeof Resource>;

/** Facts about a step that do not depend on its kind. */
const common = {
  /** Which item of the routine's diagnosis it serves; absent: all of them. */
  item: Type.Optional(Type.String()),
  scope: Type.Enum(['machine', 'user']),
  /** Name of the user whose files these are, when scope is `user`. */
  user: Type.Optional(Type.String()),
  title: Type.String(),
  /** Run after apply and, once, after restore; never inverted (daemon-reload, ldconfig). */
  refresh: Type.Optional(Type.Array(Argv)),
  /** `keep`: a failure does not take back the routine's finished steps. */
  onFailure: Type.Optional(Type.Literal('keep')),
};

const WriteFile = Type.Object({
  ...common,
  kind: Type.Literal('write-file'),
  path: FilePath,
  contentBase64: Type.String(),
  /** Permission bits for a file that is new; an existing one keeps its own. */
  mode: Type.Integer(),
});

const EditFile = Type.Object({
  ...common,
  kind: Type.Literal('edit-file'),
  path: FilePath,
  /** Lines are counted from 1; `old` must stand there; `new: null` takes the line out; line 0 with old '' appends. Text is one character a byte (latin1), so that any bytes survive. */
  edits: Type.Array(Type.Object({ line: Type.Integer(), old: Type.String(), new: Type.Union([Type.String(), Type.Null()]) }), {
    minItems: 1,
  }),
});

const SetMode = Type.Object({
  ...common,
  kind: Type.Literal('set-mode'),
  path: FilePath,
  /** Permission bits including setuid, setgid and sticky. */
  mode: Type.Optional(Type.Integer()),
  uid: Type.Optional(Type.Integer()),
  gid: Type.Optional(Type.Integer()),
  /** What a regular file must contain to be given setuid or setgid; without it, it is not. */
  sha256: Type.Optional(Type.String()),
});

const Link = Type.Object({ ...common, kind: Type.Literal('link'), path: FilePath, target: Type.String() });

const MoveAside = Type.Object({
  ...common,
  kind: Type.Literal('move-aside'),
  path: FilePath,
  /** Where to; absent: the quarantine on the same file system. */
  to: Type.Optional(FilePath),
});

const Delete = Type.Object({
  ...common,
  kind: Type.Literal('delete'),
  /** Which allow-listed folder the entries must lie in. */
  within: FilePath,
  entries: Type.Array(Type.Object({ path: FilePath, files: Type.Integer(), bytes: Type.Integer() }), { minItems: 1 }),
});

const RegistryValue = Type.Object({ type: Type.Integer(), dataBase64: Type.String() });
const Registry = Type.Object({
  ...common,
  kind: Type.Literal('registry'),
  key: Type.String(),
  name: Type.String(),
  /** null: the value shall be absent. */
  value: Type.Union([RegistryValue, Type.Null()]),
});

const Service = Type.Object({
  ...common,
  kind: Type.Literal('service'),
  unit: Type.String(),
  want: Type.Object({
    enabled: Type.Optional(Type.Boolean()),
    masked: Type.Optional(Type.Boolean()),
    active: Type.Optional(Type.Boolean()),
    /** Forget the failure and start afresh even when it counts as running. */
    restart: Type.Optional(Type.Boolean()),
  }),
});

export const PackageChange = Type.Object({
  op: Type.Enum(['install', 'configure', 'remove', 'purge']),
  name: Type.String(),
  /** Version after the change, as the package manager prints it; '' where it prints none. */
  version: Type.String(),
  /** Version before the change; '' if the package was not installed. */
  from: Type.String(),
});
export type PackageChange = Static<typeof PackageChange>;

const Packages = Type.Object({
  ...common,
  kind: Type.Literal('packages'),
  manager: Type.Literal('apt'),
  action: Type.Literal('fix-broken'),
  /** What the package manager's own simulation says it will do. */
  changes: Type.Array(PackageChange, { minItems: 1 }),
});

/** How a command's effect is taken back: not at all, not needed since it only looks, by another command, or by putting back what was kept. */
export const CommandUndo = Type.Union([
  Type.Object({ kind: Type.Literal('none'), why: Type.String() }),
  Type.Object({ kind: Type.Literal('unneeded'), why: Type.String() }),
  Type.Object({ kind: Type.Literal('inverse'), argv: Argv, exact: Type.Boolean(), why: Type.String() }),
  /** `exact: false`: the command also changes things that are not kept (logs, what scripts do; or those that `why` names). */
  Type.Object({ kind: Type.Literal('captures'), exact: Type.Optional(Type.Boolean()), why: Type.Optional(Type.String()) }),
]);
export type CommandUndo = Static<typeof CommandUndo>;

const command = {
  captures: Type.Array(Resource),
  okExit: Type.Array(Type.Integer(), { minItems: 1 }),
  undo: CommandUndo,
  /** Names in the run's backup folder that the command writes and its inverse needs. */
  produces: Type.Array(Type.String()),
  /** How its answer is read: a name in the table of command readers; 'exit-code' looks at `okExit` alone. */
  reader: Type.String(),
  /** After a crash: `idempotent` may simply run again, `ask` needs a person. */
  replay: Type.Enum(['idempotent', 'ask']),
  interruptible: Type.Boolean(),
  timeoutMs: Type.Integer(),
};

const Command = Type.Object({ ...common, kind: Type.Literal('command'), argv: Argv, ...command });

const Script = Type.Object({
  ...common,
  kind: Type.Literal('script'),
  /** Name in native-scripts/manifest.json. */
  script: Type.String(),
  args: Type.Array(Type.String()),
  ...command,
});

/**
 * One change, as data. In argv, file paths and text `${run}` stands for the run's own folder.
 */
export const StepBody = Type.Union([WriteFile, EditFile, SetMode, Link, MoveAside, Delete, Registry, Service, Packages, Command, Script]);
export type StepBody = Static<typeof StepBody>;
export type StepKind = StepBody['kind'];
export type StepOf<K extends StepKind> = Extract<StepBody, { kind: K }>;

/** What an object looked like: JSON data that can be compared. */
export const State = Type.Record(Type.String(), Type.Unknown());
export type State = Static<typeof State>;

/** A step in its place in a plan: its body, what it will do in exact words, and the state it replaces. */
export const Step = Type.Object({
  /** Unique within its routine: STAGE.NUMBER, both from 1. */
  id: Type.String(),
  /** Version of the executor that wrote it; executors of every published version are kept. */
  version: Type.Literal(1),
  body: StepBody,
  does: Type.Array(Type.String()),
  commands: Type.Array(Argv),
  expects: State,
});
export type Step = Static<typeof Step>;
