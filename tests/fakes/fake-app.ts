import { appContract, type AppContract } from '../../src-shared/contract/app.js';
import { engineContract } from '../../src-shared/contract/engine.js';
import type { RecordKind, Records } from '../../src-shared/contract/record.js';
import type { RunEvent } from '../../src-shared/contract/run.js';
import type { Scan } from '../../src-shared/contract/scan.js';
import { AppError } from '../../src-shared/errors.js';
import { connect } from '../../src-shared/wire/connect.js';
import type { Client } from '../../src-shared/wire/contract.js';
import { portPair } from '../../src-shared/wire/pair.js';
import { serve } from '../../src-shared/wire/serve.js';
import { createApp } from '../../src-main/core/app.js';
import type { AppPorts, Index, KeptReading, RecordStore } from '../../src-main/core/app-ports.js';
import type { Catalogue } from '../../src-main/core/repair/catalogue.js';
import type { EngineClient } from '../../src-main/core/repair/coordinator.js';
import { isWholeScan } from '../../src-main/core/scan/compare.js';
import { createEngine } from '../../src-main/core/repair/engine.js';
import type { FakeWorld } from './fake-world.js';

/** The application over its wire, with an engine on a fake user world and one on a fake machine world. */
export function fakeApp(
  user: FakeWorld,
  machine: FakeWorld,
  catalogue: Catalogue,
  more: Partial<AppPorts['engines']> | ((machine: EngineClient) => Partial<AppPorts['engines']>) = {},
  index: Index = createFakeIndex(),
): Client<AppContract> {
  const client = (world: FakeWorld): EngineClient => {
    const [here, there] = portPair();
    serve(engineContract, createEngine(world.ports, catalogue).handlers, there);
    return connect(engineContract, here);
  };
  const elevated = client(machine);
  const { handlers } = createApp(
    {
      engines: {
        local: client(user),
        machine: () => Promise.resolve(elevated),
        machineReader: client(machine),
        elevated: false,
        readsAsMachine: false,
        userName: user.ports.host.userName,
        ...(typeof more === 'function' ? more(elevated) : more),
      },
      index,
      records: createFakeRecords(),
      cancelChannel: { listen: () => () => undefined, ask: () => Promise.resolve(false) },
      dataSaver: {
        save: () => Promise.resolve({ files: 0, bytes: 0, links: 0, unread: [], leftOut: [] }),
        writeList: () => Promise.resolve(),
      },
      spaceCounter: { count: () => Promise.reject(new AppError('not-found', 'no folder')) },
      profiles: () => Promise.resolve(user.machine.profiles),
      sleep: user.ports.sleep,
      hostName: 'fake-pc',
      os: 'linux',
      version: '0.1.0',
      now: user.ports.now,
      newRunId: user.ports.newRunId,
    },
    catalogue,
  );
  const [here, there] = portPair();
  serve(appContract, handlers, there);
  return connect(appContract, here);
}

export function createFakeIndex(): Index {
  const scans = new Map<string, Scan>();
  const kept = new Map<string, KeptReading>();
  return {
    saveScan: (scan) => Promise.resolve(void scans.set(scan.scan.id, scan)),
    scan: (id) => Promise.resolve(scans.get(id) ?? null),
    scans: () =>
      Promise.resolve(
        [...scans.values()].toReversed().map((scan) => ({
          id: scan.scan.id,
          startedAt: scan.scan.startedAt,
          root: scan.scan.root,
          ...(scan.scan.scope === undefined ? {} : { scope: scan.scan.scope }),
          whole: isWholeScan(scan),
          symptom: scan.symptom?.name ?? null,
          summary: scan.summary,
        })),
      ),
    runs: () => Promise.resolve([]),
    saveRuns: () => Promise.resolve(),
    readings: () => Promise.resolve([...kept.values()]),
    saveReadings: (readings) => Promise.resolve(readings.forEach((reading) => kept.set(reading.fact, reading))),
  };
}

function createFakeRecords(): RecordStore {
  const kept = new Map<string, unknown>();
  return {
    read: <K extends RecordKind>(kind: K, id: string) => Promise.resolve((kept.get(`${kind}/${id}`) as Records[K] | undefined) ?? null),
    list: <K extends RecordKind>(kind: K) => {
      const records = [...kept].filter(([key]) => key.startsWith(`${kind}/`)).map(([, record]) => record as Records[K]);
      return Promise.resolve({ records, unreadable: [] });
    },
    change: (work) => work((kind, id, record) => Promise.resolve(void kept.set(`${kind}/${id}`, record))),
  };
}

/** All events of a run as a view gets them. */
export async function watched(app: Client<AppContract>, run: string): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of app['repair.watch']({ run, fromSeq: 1 })) events.push(event);
  return events;
}
