import { spawn } from 'node:child_process';
import { AppError } from '../../src-shared/errors.js';
import { connect } from '../../src-shared/wire/connect.js';
import type { Client, Handlers } from '../../src-shared/wire/contract.js';
import { serve } from '../../src-shared/wire/serve.js';
import type { Files, Profile } from '../core/ports.js';
import { agentContract, type AgentContract } from './agent-contract.js';
import { ndjsonPort } from './ndjson-port.js';
import { safeFolders } from './spawn-exec.js';

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

/** Starts a child as the user and gives his files through it. `program`: argv of this product's agent. */
export function startAgent(
  program: readonly string[],
  profile: Profile,
): { files: Files; close(): void; onClose(listener: () => void): void } {
  const [file, ...args] = program;
  if (file === undefined) throw new AppError('internal', 'no agent program');
  const env = { PATH: safeFolders.join(':'), HOME: profile.home, USER: profile.name, LC_ALL: 'C.UTF-8' };
  const child = spawn(file, args, { uid: profile.uid, gid: profile.gid, env, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] });
  const port = ndjsonPort(child.stdout, child.stdin);
  child.on('error', () => port.close());
  return { files: remoteFiles(connect(agentContract, port)), close: () => port.close(), onClose: port.onClose };
}

function remoteFiles(agent: Client<AgentContract>): Files {
  const done = async (work: Promise<null>): Promise<void> => void (await work);
  return {
    stat: (path) => agent['files.stat']({ path }),
    read: async (path, maxBytes) => new Uint8Array(Buffer.from(await agent['files.read']({ path, maxBytes }), 'base64')),
    list: (path) => agent['files.list']({ path }),
    readLink: (path) => agent['files.read-link']({ path }),
    census: (path) => agent['files.census']({ path }),
    count: (path) => agent['files.count']({ path }),
    attributes: (path) => agent['files.attributes']({ path }),
    replace: (path, bytes, { mode, attributes }) =>
      done(
        agent['files.replace']({
          path,
          bytes: Buffer.from(bytes).toString('base64'),
          mode,
          ...(attributes ? { attributes: { ...attributes, xattrs: attributes.xattrs === null ? null : { ...attributes.xattrs } } } : {}),
        }),
      ),
    setMode: (path, { uid: _uid, gid: _gid, ...wanted }) => done(agent['files.set-mode']({ path, ...wanted })),
    symlink: (path, target, mtimeMs) => done(agent['files.symlink']({ path, target, ...(mtimeMs === undefined ? {} : { mtimeMs }) })),
    makeFolder: (path, mode) => done(agent['files.make-folder']({ path, mode })),
    rename: (path, to) => done(agent['files.rename']({ path, to })),
    remove: (path) => done(agent['files.remove']({ path })),
    removeTree: (path) => done(agent['files.remove-tree']({ path })),
  };
}
