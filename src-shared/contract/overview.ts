import { Type, type Static } from 'typebox';

/** Who and what this is about, for one line. '' and null where it was not told. */
export const MachineIdentity = Type.Object({
  model: Type.String(),
  serial: Type.String(),
  system: Type.String(),
  hostName: Type.String(),
  upSeconds: Type.Union([Type.Number(), Type.Null()]),
  /** As whom this application works, and other people with an account here. */
  user: Type.String(),
  elevated: Type.Boolean(),
  otherUsers: Type.Array(Type.String()),
});
export type MachineIdentity = Static<typeof MachineIdentity>;

/** How serious a lamp or a finding is. `unread` must never look like `fine`. */
export const LampState = Type.Enum(['urgent', 'soon', 'fine', 'unread']);
export type LampState = Static<typeof LampState>;

/** Why a lamp is `unread`, in the core's words, with what cures it. */
const unread = { state: LampState, reason: Type.String(), cure: Type.String() };

/**
 * The four questions that are answered before anything else. Numbers, not sentences: the window has the words.
 * null: this number was not told.
 */
export const Lamps = Type.Object({
  data: Type.Object({
    ...unread,
    disks: Type.Integer(),
    lifeLeftPercent: Type.Union([Type.Number(), Type.Null()]),
    errors: Type.Union([Type.Integer(), Type.Null()]),
  }),
  /** The volume with the least room, in bytes. */
  room: Type.Object({ ...unread, mount: Type.String(), freeBytes: Type.Number(), totalBytes: Type.Number() }),
  restart: Type.Object({ ...unread, pending: Type.Boolean() }),
  /** `asked`: whether the network was really asked; without, only what this machine knows of its own network. */
  internet: Type.Object({
    ...unread,
    asked: Type.Boolean(),
    connected: Type.Boolean(),
    milliseconds: Type.Union([Type.Number(), Type.Null()]),
  }),
});
export type Lamps = Static<typeof Lamps>;

/** What the first screen shows without a scan: read quickly, without elevation, and not kept. */
export const Overview = Type.Object({ identity: MachineIdentity, lamps: Lamps });
export type Overview = Static<typeof Overview>;
