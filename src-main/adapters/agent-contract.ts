import { Type } from 'typebox';
import { FilePath } from '../../src-shared/contract/path.js';
import { call } from '../../src-shared/wire/contract.js';

const Stat = Type.Object({
  kind: Type.Enum(['file', 'dir', 'link', 'block', 'other']),
  size: Type.Number(),
  mode: Type.Integer(),
  uid: Type.Integer(),
  gid: Type.Integer(),
  mtimeMs: Type.Number(),
  ctimeMs: Type.Number(),
  device: Type.Number(),
  inode: Type.Number(),
  links: Type.Integer(),
});
const Attributes = Type.Object({
  mode: Type.Integer(),
  uid: Type.Integer(),
  gid: Type.Integer(),
  atimeMs: Type.Number(),
  mtimeMs: Type.Number(),
  xattrs: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]),
  flags: Type.Union([Type.String(), Type.Null()]),
});
const at = { path: FilePath };

/**
 * The Files port across a process boundary: the elevated worker asks a child that runs as the user. Nothing that
 * comes back is trusted further than that user's own data.
 */
export const agentContract = {
  'files.stat': call(Type.Object(at), Type.Union([Stat, Type.Null()])),
  'files.read': call(Type.Object({ ...at, maxBytes: Type.Integer() }), Type.String()),
  'files.list': call(Type.Object(at), Type.Array(FilePath)),
  'files.read-link': call(Type.Object(at), Type.String()),
  'files.census': call(Type.Object(at), Type.Object({ files: Type.Integer(), bytes: Type.Number(), allocated: Type.Number() })),
  'files.count': call(Type.Object(at), Type.Integer()),
  'files.attributes': call(Type.Object(at), Attributes),
  'files.replace': call(
    Type.Object({ ...at, bytes: Type.String(), mode: Type.Integer(), attributes: Type.Optional(Attributes) }),
    Type.Null(),
  ),
  'files.set-mode': call(Type.Object({ ...at, mode: Type.Optional(Type.Integer()), sha256: Type.Optional(Type.String()) }), Type.Null()),
  'files.symlink': call(Type.Object({ ...at, target: Type.String(), mtimeMs: Type.Optional(Type.Number()) }), Type.Null()),
  'files.make-folder': call(Type.Object({ ...at, mode: Type.Integer() }), Type.Null()),
  'files.rename': call(Type.Object({ ...at, to: FilePath }), Type.Null()),
  'files.remove': call(Type.Object(at), Type.Null()),
  'files.remove-tree': call(Type.Object(at), Type.Null()),
};
export type AgentContract = typeof agentContract;
