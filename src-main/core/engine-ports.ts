import type { Store } from '../../src-shared/contract/run.js';
import type { Argv } from '../../src-shared/contract/step.js';
import type { DiskWorld } from './disk-ports.js';
import type { Child, Profile, Target } from './ports.js';
import type { RunStore } from './store-ports.js';

/** What the engine may know about the machine and the process it runs in. */
export type Host = {
  readonly os: 'linux' | 'windows' | 'macos';
  readonly store: Store;
  readonly elevated: boolean;
  readonly uid: number;
  readonly userName: string;
  /** On whose behalf root works: SUDO_UID, PKEXEC_UID, or the user himself; null if nobody is known. */
  readonly invoker: string | null;
  readonly remoteSession: boolean;
  readonly version: string;
  bootId(): Promise<string>;
  /** Living processes that carry this marker in their environment, as far as the user with this number started them. */
  living(marker: string, uid: number): Promise<readonly Child[]>;
  isLiving(child: Child): Promise<boolean>;
};

export type Log = {
  info(message: string): void;
  warn(message: string): void;
};

/** A native script whose bytes were checked against the manifest just now: argv that runs exactly those bytes. */
export type Scripts = { prepare(script: string, args: readonly string[]): Promise<Argv> };

/** What a handshake showed. `error`: why the answer was not taken, as TLS libraries name it; null: all is well. */
export type Handshake = {
  /** False: not even a plain connection was made, so nothing is known about secure ones. */
  readonly connected: boolean;
  readonly error: string | null;
  /** Of whoever answered; null if it showed none. */
  readonly certificate: { readonly subject: string; readonly issuer: string; readonly from: Date; readonly to: Date } | null;
  /** The time that the other side says it is; null if it says none. */
  readonly time: Date | null;
};

/** Questions to the network, for facts that a person asked for. `error`: why there was no answer, as the system says it. */
export type Net = {
  connect(address: string, port: number, timeoutMs: number): Promise<{ readonly error: string | null; readonly ms: number }>;
  /** A TLS handshake, trusting `authorities` (PEM), or without them this program's own list; then one request for the headers of '/'. */
  secure(address: string, port: number, options: { authorities?: string; timeoutMs: number }): Promise<Handshake>;
  /** One plain request; redirects are not followed; at most 2,000 characters of the body. */
  get(
    url: string,
    timeoutMs: number,
  ): Promise<{ readonly status: number; readonly location: string; readonly body: string; readonly error: string | null }>;
};

/** Everything one engine needs from the world. */
export type EnginePorts = {
  readonly host: Host;
  readonly log: Log;
  readonly scripts: Scripts;
  /** Absent: the network must not be used. */
  readonly net?: Net;
  /** Absent: this engine opens no disks. */
  readonly disks?: DiskWorld;
  now(): Date;
  newRunId(): string;
  sleep(ms: number): Promise<void>;
  /** Acts with this process's rights, or, elevated and with `user`, through a child running as that user. */
  target(where: { root: string; user?: string }): Promise<Target>;
  store(root: string): Promise<RunStore>;
  profiles(target: Target): Promise<readonly Profile[]>;
  /** Keeps the machine from sleeping and shutting down until the returned function is called. */
  inhibit(reason: string): () => void;
  /** The one licence gate; until licensing is built it answers allowed. */
  licence(certificate: string | undefined): Promise<{ allowed: boolean; message: string }>;
};
