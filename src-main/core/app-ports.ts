import type { AppContract } from '../../src-shared/contract/app.js';
import type { Handlers } from '../../src-shared/wire/contract.js';
import type { CancelChannel, DataSaver, Index, Profile, RecordStore, SpaceCounter } from './ports.js';
import type { Engines } from './repair/coordinator.js';

/** What the application needs besides its catalogue. */
export type AppPorts = {
  readonly engines: Engines;
  readonly index: Index;
  readonly records: RecordStore;
  readonly cancelChannel: CancelChannel;
  readonly dataSaver: DataSaver;
  readonly spaceCounter: SpaceCounter;
  /** People's accounts of a system, and who this process is. */
  profiles(root: string): Promise<readonly Profile[]>;
  readonly hostName: string;
  readonly os: 'linux' | 'windows' | 'macos';
  readonly version: string;
  now(): Date;
  sleep(ms: number): Promise<void>;
  newRunId(): string;
};

/** The handlers that one feature contributes. */
export type FeatureHandlers<Area extends string> = Pick<Handlers<AppContract>, Extract<keyof AppContract, `${Area}.${string}`>>;
