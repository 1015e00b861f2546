import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { PassThrough } from 'node:stream';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocket, WebSocketServer } from 'ws';
import { ndjsonPort } from '../../src-main/adapters/ndjson-port.js';
import { socketPort } from '../../src-main/hosts/console/socket-port.js';
import { connect, portPair, serve, type Client, type Port } from '../../src-shared/wire/index.js';
import { createService, probeContract, wireContract } from './wire-fixture.js';

/** A served application with a Port to it, and a way of asking about it that survives that Port. */
export type Rig = {
  readonly port: Port;
  readonly probe: Client<typeof probeContract>;
  /** The answering side goes away. */
  cut(): void;
  stop(): Promise<void>;
};

export async function pairRig(): Promise<Rig> {
  const [port, far] = portPair();
  return rigOf(port, far);
}

export async function streamRig(): Promise<Rig> {
  const [there, back] = [new PassThrough(), new PassThrough()];
  return rigOf(ndjsonPort(back, there), ndjsonPort(there, back));
}

export async function childRig(): Promise<Rig> {
  const script = fileURLToPath(new URL('./wire-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('the child has no pipes');
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const control = child.stdio[3] as Duplex;
  const probe = connect(probeContract, ndjsonPort(control, control));
  const port = ndjsonPort(stdout, stdin);
  await probe['probe.state']({});
  return {
    port,
    probe,
    cut: () => void child.kill('SIGKILL'),
    stop() {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/** As the console does it: a WebSocket on the loopback address. */
export async function socketRig(): Promise<Rig> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const near = new WebSocket(`ws://127.0.0.1:${port}`);
  const [far] = (await once(server, 'connection')) as [WebSocket];
  await once(near, 'open');
  const rig = rigOf(socketPort(near), socketPort(far));
  return {
    ...rig,
    async stop() {
      await rig.stop();
      near.terminate();
      server.close();
    },
  };
}

function rigOf(port: Port, far: Port): Rig {
  const service = createService();
  const [probePort, probeFar] = portPair();
  serve(wireContract, service.handlers, far, service.options);
  serve(probeContract, service.probe, probeFar);
  return {
    port,
    probe: connect(probeContract, probePort),
    cut: () => far.close(),
    stop: async () => port.close(),
  };
}
