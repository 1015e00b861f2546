import { emptyJobDetails, type Job } from '../../src-shared/contract/job.js';
import type { Reading } from '../../src-shared/contract/fact.js';
import type { RunSummary } from '../../src-shared/contract/run.js';
import type { Finding, Scan } from '../../src-shared/contract/scan.js';
import { defaultSettings } from '../../src-shared/contract/settings.js';
import type { Outcome } from '../../src-shared/contract/words.js';
import type { ReportInput } from '../../src-main/core/report/input.js';
import { changedSince } from '../../src-main/core/report/work.js';

export function finding(id: string, more: Partial<Finding> = {}): Finding {
  return { id, severity: 'warning', title: `Found: ${id}`, why: `Risk of ${id}`, evidence: [], routines: [id], ...more };
}

export function fakeScan(id: string, startedAt: string, more: Partial<Scan> = {}): Scan {
  const findings = more.findings ?? [];
  const count = (severity: Finding['severity']): number => findings.filter((one) => one.severity === severity).length;
  return {
    v: 1,
    type: 'scan',
    scan: { id, startedAt, durationMs: 1, host: 'bobs-pc', os: 'linux', root: '/', scope: 'default' },
    summary: { urgent: count('critical'), soon: count('warning'), checked: 10, unread: more.unknown?.length ?? 0 },
    facts: {},
    findings,
    unknown: [],
    ...more,
  };
}

export function factOf(value: unknown, line = ''): Reading {
  return { known: true, value, evidence: line === '' ? [] : [{ source: 'source', line, meaning: 'meaning' }] };
}

/** A run of one routine with one step. */
export function fakeRun(
  id: string,
  startedAt: string,
  routine: string,
  outcome: Outcome | null,
  more: Partial<RunSummary> = {},
): RunSummary {
  const before = { outcome: 'needed', severity: 'warning', summary: 'It was broken.', evidence: [], items: [] } as const;
  return {
    id,
    store: 'machine',
    state: 'finished',
    startedAt,
    by: 'alice',
    root: '/',
    cancelled: false,
    undone: false,
    routines: [
      {
        id: routine,
        title: `Repair ${routine}`,
        before: { ...before, evidence: [], items: [] },
        ...(outcome === null ? {} : { after: { id: routine, title: `Repair ${routine}`, outcome, items: [] } }),
      },
    ],
    steps: [
      {
        routine,
        step: '1.1',
        title: 'step',
        does: ['edit a file'],
        commands: [['true', '--really']],
        reversibility: { level: 'exact', why: 'the old bytes are kept' },
        state: 'done',
      },
    ],
    head: 'a'.repeat(64),
    ...more,
  };
}

export function fakeJob(more: Partial<Job> = {}, details: Partial<Job['details']> = {}): Job {
  return {
    v: 1,
    type: 'job',
    id: '20261122-090000-00000a',
    openedAt: '2026-11-22T09:00:00.000Z',
    closedAt: null,
    details: { ...emptyJobDetails, ...details },
    notes: [],
    scans: [],
    runs: [],
    consents: [],
    ...more,
  };
}

export function fakeInput(more: Partial<ReportInput> = {}): ReportInput {
  const scan = more.scan === undefined ? fakeScan('s2', '2026-11-22T12:00:00.000Z') : more.scan;
  return {
    scan,
    compare: null,
    changes: null,
    runs: [],
    changedSince: scan !== null && changedSince(scan, more.runs ?? []),
    unreadable: [],
    job: null,
    consents: [],
    shop: defaultSettings.shop,
    language: 'en',
    say: (text) => text,
    version: '0.1.0',
    madeAt: new Date('2026-11-22T13:00:00.000Z'),
    ...more,
  };
}
