import { AppError, toAppError } from '../../../../src-shared/errors.js';
import { openInBrowser } from '../../../adapters/browser.js';
import { accountBehind, dropRights, type Behind } from '../../../adapters/drop-rights.js';
import { elevationWays, type Worker } from '../../../adapters/elevation.js';
import { userStore } from '../../../adapters/os/linux.js';
import { expectOwnFolder } from '../../../adapters/own-folder.js';
import { loadNativeParts } from '../../../adapters/sqlite-index.js';
import { loadPages } from '../../pages.js';
import { workerFile } from '../../worker-file.js';
import { flag, parse, text } from '../args.js';
import type { Output } from '../output.js';
import { startProtectedWorker } from '../protected-worker.js';

/** Before the worker's own limit of five idle minutes: it cannot be started again once the rights are gone. */
const keepAliveMs = 60_000;

/** Serves the window to a browser on this machine until it is interrupted. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const options = { port: { type: 'string' }, 'no-open': { type: 'boolean' } } as const;
  const { values } = parse('console', args, options, { min: 0, max: 0, what: 'no words, only options' });
  const port = portOf(text(values, 'port'));
  // A terminal that was closed, or a pipe that nobody reads, must not end a repair: there is nothing left to say, that is all.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const starting = process.getuid?.() === 0 ? startWorkerAsRoot(output) : null;
  // The worker loads its parts while this process loads its own: it has been launched by the next turn.
  await new Promise(setImmediate);
  const parts = await loadParts().catch(async (thrown: unknown) => {
    const worker = await starting?.catch(() => null);
    if (worker && !(worker instanceof AppError)) worker.close();
    throw thrown;
  });
  const asRoot = starting === null ? null : becomeAccount(await starting);
  try {
    await serveUntilInterrupted(port, parts, flag(values, 'no-open'), asRoot, output);
    return 0;
  } finally {
    asRoot?.close();
  }
}

type Parts = Awaited<ReturnType<typeof loadParts>>;

/** All that is needed is in memory before any rights are given up: another account may not be able to read where we lie. */
async function loadParts() {
  const pages = loadPages();
  const [{ startConsole }] = await Promise.all([
    import('../../console/index.js'),
    loadNativeParts(),
    import('../../../../src-shared/core-text/german/table.js'),
  ]);
  return { pages, startConsole };
}

/** `refusal`: why there is no worker; then nothing of the system can be repaired, and all else works. */
type AsRoot = { readonly account: Behind; readonly refusal: AppError | null; worker(): Promise<Worker>; close(): void };

async function serveUntilInterrupted(
  port: number,
  { pages, startConsole }: Parts,
  noOpen: boolean,
  asRoot: AsRoot | null,
  output: Output,
): Promise<void> {
  const notKept = expectOwnFolder(userStore());
  if (notKept !== null) output.note(`Nothing will be kept in ${userStore()}: ${notKept}`);
  let forgetPage: (() => void) | null = null;
  const served = await startConsole({
    port,
    pages,
    elevation: asRoot ? (asRoot.refusal ? 'unavailable' : 'already') : await elevationWays(output.interactive),
    readsAsMachine: asRoot !== null && asRoot.refusal === null,
    startWorker: asRoot?.worker ?? ((file) => startProtectedWorker(file, output)),
    note: (message) => output.note(message),
    onEnter: () => forgetPage?.(),
  });
  const stop = interrupted();
  const address = served.newAddress();
  // `nobody` has no desktop, and a root's own display is not his.
  forgetPage = noOpen || asRoot?.account.person === false ? null : openInBrowser(address, userStore());
  output.document({ v: 1, type: 'console', address, user: asRoot?.account.name ?? '', opened: forgetPage !== null });
  output.say(words(address, asRoot, forgetPage !== null));
  await stop;
  output.note('Closing. A step in flight is finished first.');
  forgetPage?.();
  await served.close();
}

/** The worker, started while this process may; or why there is none. */
function startWorkerAsRoot(output: Output): Promise<Worker | AppError> {
  const starting = startProtectedWorker(workerFile(), output).catch((thrown: unknown) => {
    const error = toAppError(thrown);
    // A newcomer's checkout may lie where others can write: the window is worth seeing all the same.
    if (error.code === 'unsafe-place') return error;
    throw error;
  });
  // It is waited for when all parts are loaded.
  starting.catch(() => undefined);
  return starting;
}

/** Gives up root's rights for good. */
function becomeAccount(worker: Worker | AppError): AsRoot {
  let account: Behind;
  try {
    account = accountBehind();
    dropRights(account);
  } catch (thrown) {
    if (!(worker instanceof AppError)) worker.close();
    throw thrown;
  }
  if (worker instanceof AppError) return { account, refusal: worker, worker: () => Promise.reject(worker), close: () => undefined };
  let gone = false;
  worker.onClose(() => (gone = true));
  setInterval(() => void worker.engine['engine.hello']({}).catch(() => undefined), keepAliveMs).unref();
  return {
    account,
    refusal: null,
    worker: () =>
      gone
        ? Promise.reject(new AppError('elevation-unavailable', 'The worker has ended.', 'Start the console again.'))
        : Promise.resolve(worker),
    close: () => worker.close(),
  };
}

function words(address: string, asRoot: AsRoot | null, opened: boolean): string {
  const rights = asRoot?.refusal
    ? [
        `It works without repairs of the system: ${asRoot.refusal.message}`,
        ...(asRoot.refusal.hint === undefined ? [] : [`  ${asRoot.refusal.hint}`]),
      ]
    : ['What needs an administrator is done by the worker.'];
  return [
    opened ? 'The window opens in your browser. If it does not, open this address:' : 'Open this address in a browser on this machine:',
    '',
    `  ${address}`,
    '',
    'It lets one browser in, once, within ten minutes. Only programs on this machine can reach it; over SSH, forward the same port number.',
    ...(asRoot ? [`The window runs as ${asRoot.account.name}.`, ...rights] : []),
    'Ctrl-C ends it.',
  ].join('\n');
}

function portOf(word: string | undefined): number {
  if (word === undefined) return 0;
  const port = Number(word);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port;
  throw new AppError('usage', `'${word}' is no port.`, 'Give a number from 1024 to 65535.');
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
