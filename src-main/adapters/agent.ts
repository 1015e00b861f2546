import { spawn } from 'node:child_process';
import { AppError } from '../../src-shared/errors.js';
import { connect } from '../../src-shared/wire/connect.js';
import type { Client, Handlers } from '../../src-shared/wire/contract.js';
import { serve } from '../../src-shared/wire/serve.js';
import type { Files, Profile } from '../core/ports.js';
import { agentContract, type AgentContract } from './agent-contract.js';
import { ndjsonPort } from './ndjson-port.js';
import { safeFolders } from './spawn-exec.js';
import { watchWork } from './watch-work.js';

/** Answers the worker's questions about files with the rights of the user this process runs as, until it hangs up. */
export function serveAgent(files: Files): void {
  const port = ndjsonPort(process.stdin, process.stdout);
  serve(agentContract, handlersFor(files), port);
  port.onClose(() => process.exit(0));
}

function handlersFor(files: Files): Handlers<AgentContract> {
  const nothing = (work: Promise<void>): Promise<null> => work.then(() => null);
  return {
    'files.stat': ({ path }) => files.stat(path),
    'files.read': async ({ path, maxBytes }) => Buffer.from(await files.read(path, maxBytes)).toString('base64'),
    'files.list': async ({ path }) => [...(await files.list(path))],
    'files.read-link': ({ path }) => files.readLink(path),
    'files.census': ({ path }) => files.census(path),
    'files.count': ({ path }) => files.count(path),
    'files.attributes': ({ path }) => files.attributes(path),
    'files.replace': ({ path, bytes, mode, attributes }) =>
      nothing(files.replace(path, Buffer.from(bytes, 'base64'), { mode, ...(attributes ? { attributes } : {}) })),
    'files.set-mode': ({ path, ...wanted }) => nothing(files.setMode(path, wanted)),
    'files.symlink': ({ path, target, mtimeMs }) => nothing(files.symlink(path, target, mtimeMs)),
    'files.make-folder': ({ path, mode }) => nothing(files.makeFolder(path, mode)),
    'files.rename': ({ path, to }) => nothing(files.rename(path, to)),
    'files.remove': ({ path }) => nothing(files.remove(path)),
    'files.remove-tree': ({ path }) => nothing(files.removeTree(path)),
  };
}

/** A child that works on a user's files. `givenUp`: it was ended because it did not answer. */
export type Agent = { readonly files: Files; close(): void; onClose(listener: () => void): void; givenUp(): boolean };

/**
 * Starts a child as the user and gives his files through it. `program`: argv of this product's agent. A child that does not go on with its
 * work is killed, and the calls that wait for it end with `silent`.
 */
export function startAgent(program: readonly string[], profile: Profile, watch?: Parameters<typeof watchWork>[2]): Agent {
  const [file, ...args] = program;
  if (file === undefined) throw new AppError('internal', 'no agent program');
  const env = { PATH: safeFolders.join(':'), HOME: profile.home, USER: profile.name, LC_ALL: 'C.UTF-8' };
  // In a session of its own: a key that is pressed in the terminal must not end it in the middle of a change.
  const child = spawn(file, args, { uid: profile.uid, gid: profile.gid, env, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  const port = ndjsonPort(child.stdout, child.stdin);
  child.on('error', () => port.close());
  let lost = false;
  const giveUp = (): void => {
    lost = true;
    child.kill('SIGKILL');
    port.close();
  };
  const work = watchWork(child.pid ?? 0, giveUp, watch);
  port.onClose(work.end);
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await work.during(call);
    } catch (thrown) {
      throw lost ? silent(profile.name) : thrown;
    }
  };
  return { files: remoteFiles(connect(agentContract, port), ask), close: () => port.close(), onClose: port.onClose, givenUp: () => lost };
}

/** What became of work in a user's name that did not go on. */
export function silent(user: string): AppError {
  return new AppError(
    'closed',
    `The program that works on the files of ${user} did not answer, and was ended.`,
    `Something in that home hangs, or ${user} has stopped it. Look at that first, then try again.`,
  );
}

function remoteFiles(agent: Client<AgentContract>, ask: <T>(call: () => Promise<T>) => Promise<T>): Files {
  const done = async (call: () => Promise<null>): Promise<void> => void (await ask(call));
  return {
    stat: (path) => ask(() => agent['files.stat']({ path })),
    read: async (path, maxBytes) => new Uint8Array(Buffer.from(await ask(() => agent['files.read']({ path, maxBytes })), 'base64')),
    list: (path) => ask(() => agent['files.list']({ path })),
    readLink: (path) => ask(() => agent['files.read-link']({ path })),
    census: (path) => ask(() => agent['files.census']({ path })),
    count: (path) => ask(() => agent['files.count']({ path })),
    attributes: (path) => ask(() => agent['files.attributes']({ path })),
    replace: (path, bytes, { mode, attributes }) =>
      done(() =>
        agent['files.replace']({
          path,
          bytes: Buffer.from(bytes).toString('base64'),
          mode,
          ...(attributes ? { attributes: { ...attributes, xattrs: attributes.xattrs === null ? null : { ...attributes.xattrs } } } : {}),
        }),
      ),
    setMode: (path, { uid: _uid, gid: _gid, ...wanted }) => done(() => agent['files.set-mode']({ path, ...wanted })),
    symlink: (path, target, mtimeMs) => done(() => agent['files.symlink']({ path, target, ...(mtimeMs === undefined ? {} : { mtimeMs }) })),
    makeFolder: (path, mode) => done(() => agent['files.make-folder']({ path, mode })),
    rename: (path, to) => done(() => agent['files.rename']({ path, to })),
    remove: (path) => done(() => agent['files.remove']({ path })),
    removeTree: (path) => done(() => agent['files.remove-tree']({ path })),
  };
}
