import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homedir } from 'node:os';
import { engineContract } from '../../../src-shared/contract/engine.js';
import { toAppError } from '../../../src-shared/errors.js';
import { serve } from '../../../src-shared/wire/serve.js';
import { serveAgent } from '../../adapters/agent.js';
import { createEnginePorts } from '../../adapters/engine-ports.js';
import { ndjsonPort } from '../../adapters/ndjson-port.js';
import { createFiles } from '../../adapters/node-files.js';
import { expectProtected, expectProtectedTree } from '../../adapters/protected-path.js';
import { outlastSignals } from '../../adapters/signals.js';
import { createExec } from '../../adapters/spawn-exec.js';
import { catalogue } from '../../core/routines/catalogue.js';
import { createEngine } from '../../core/repair/engine.js';
import { scriptManifest } from '../scripts.js';
import { version } from '../version.js';

const idleMs = 5 * 60_000;

/**
 * The elevated process: the engine's verbs over its own stdin and stdout, and nothing else. With the word `agent`
 * it is instead a child that runs as a user and answers for that user's files.
 */
async function main(): Promise<void> {
  const here = fileURLToPath(import.meta.url);
  if (process.argv[2] === 'agent') {
    const exec = createExec({ root: '/', home: homedir(), keep: {}, prefix: (program) => [program] });
    return serveAgent(createFiles('/', exec, false));
  }
  forgetCallersEnvironment();
  if (process.getuid?.() === 0) {
    await expectProtected(process.execPath);
    await expectProtectedTree(dirname(here));
  }
  const { ports, close } = createEnginePorts({
    store: 'machine',
    version,
    log: { info: () => undefined, warn: (message) => process.stderr.write(`${message}\n`) },
    agentProgram: [process.execPath, here, 'agent'],
    scripts: scriptManifest(here),
  });
  const engine = createEngine(ports, catalogue);
  await engine.tidy().catch((thrown: unknown) => process.stderr.write(`${toAppError(thrown).message}\n`));
  const port = ndjsonPort(process.stdin, process.stdout);
  let lastCall = Date.now();
  port.onMessage(() => {
    lastCall = Date.now();
  });
  const leave = async (): Promise<never> => {
    await engine.stop();
    close();
    process.exit(0);
  };
  // Whoever started us may be gone before a step in flight is finished: what is said to nobody must not end it half-way.
  process.stderr.on('error', () => undefined);
  outlastSignals();
  process.on('SIGTERM', () => void leave());
  port.onClose(() => void leave());
  setInterval(() => {
    if (Date.now() - lastCall > idleMs && !engine.busy()) void leave();
  }, 10_000).unref();
  serve(engineContract, engine.handlers, port, {
    onInternalError: (id, error) =>
      process.stderr.write(`worker: internal error ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  });
}

/** Only what sudo and pkexec themselves set is kept; the caller's settings reach no child. */
function forgetCallersEnvironment(): void {
  const kept = new Set(['SUDO_UID', 'PKEXEC_UID', 'SUDO_GID']);
  for (const name of Object.keys(process.env)) if (!kept.has(name)) delete process.env[name];
  process.umask(0o022);
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${toAppError(thrown).message}\n`);
  process.exit(1);
});
