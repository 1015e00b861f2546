import { Type, type Static } from 'typebox';

/** A folder or file with what it takes on the disk. Small ones of a folder are summed up in `rest`. */
export type SpaceNode = {
  name: string;
  path: string;
  kind: 'folder' | 'file';
  /** Allocated bytes, of everything below. */
  bytes: number;
  files: number;
  children: SpaceNode[];
  /** What is too small to be listed, or lies deeper than was asked for. */
  rest: { files: number; bytes: number };
};
export const SpaceNode = Type.Cyclic(
  {
    node: Type.Object({
      name: Type.String(),
      path: Type.String(),
      kind: Type.Enum(['folder', 'file']),
      bytes: Type.Number(),
      files: Type.Integer(),
      children: Type.Array(Type.Ref('node')),
      rest: Type.Object({ files: Type.Integer(), bytes: Type.Number() }),
    }),
  },
  'node',
);

/** Counting goes on for a while; it ends with the tree. Other file systems are not entered. */
export const SpaceEvent = Type.Union([
  Type.Object({ type: Type.Literal('counting'), files: Type.Integer(), bytes: Type.Number(), path: Type.String() }),
  Type.Object({
    type: Type.Literal('counted'),
    tree: SpaceNode,
    /** The first folders that could not be read, of `unreadCount`. */
    unread: Type.Array(Type.Object({ path: Type.String(), reason: Type.String() })),
    unreadCount: Type.Integer(),
    /** What is taken on the whole file system, as it says itself; null for a folder that is only a part of one. */
    usedBytes: Type.Union([Type.Number(), Type.Null()]),
  }),
]);
export type SpaceEvent = Static<typeof SpaceEvent>;
