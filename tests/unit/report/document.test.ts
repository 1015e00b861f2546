import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { ReportDocument, type Measure } from '../../../src-shared/contract/report.js';
import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import { reportDocument } from '../../../src-main/core/report/document.js';
import { documentOf } from '../../../src-main/core/report/report.js';
import { factOf, fakeInput, fakeJob, fakeRun, fakeScan, finding } from '../../fakes/fake-report.js';

const [early, between, late] = ['2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z', '2026-11-22T12:00:00.000Z'];
const run1 = '20261122-110000-0000aa';
const run2 = '20261122-111000-0000bb';

function changes(gone: readonly string[]): MachineChanges {
  const mark = { id: 'x', startedAt: early };
  return { from: mark, to: mark, gone: gone.map((id) => ({ id, severity: 'warning', title: id })), new: [], uncompared: [], facts: [] };
}

test('a document is what its schema says', () => {
  const job = fakeJob({ runs: [run1] }, { customer: 'C', handTests: [{ name: 'Screen', result: 'passed', note: '' }] });
  const input = fakeInput({ job, compare: fakeScan('s1', early), runs: [fakeRun(run1, between, 'r', 'repaired')] });
  expect([...Value.Errors(ReportDocument, reportDocument(input))]).toEqual([]);
});

test('measured: what one scan has not is null, whatever the other has; zero is a measurement', () => {
  const facts = {
    memory: factOf({ availableBytes: 5e9, totalBytes: 8e9 }),
    'file-systems': factOf([
      { source: '/dev/a', mount: '/', readOnly: false, totalBytes: 100, freeBytes: 7 },
      { source: '/dev/a', mount: '/again', readOnly: false, totalBytes: 100, freeBytes: 7 },
      { source: '/dev/b', mount: '/data', readOnly: false, totalBytes: 100, freeBytes: 1 },
      { source: '/dev/c', mount: '/rom', readOnly: true, totalBytes: 100, freeBytes: 0 },
    ]),
    'failed-units': factOf([]),
    'disk-wear': factOf([{ usedPercent: 12 }, { usedPercent: 30 }]),
    'disk-signs': factOf([{ lifeUsed: 40 }, { lifeUsed: null }]),
    'disk-health': factOf({
      disks: [
        { failing: false, warnings: [] },
        { failing: true, warnings: [] },
      ],
    }),
    temperatures: factOf([{ celsius: 40 }, { celsius: 61.5 }]),
    'start-up': { known: false as const, code: 'failed' as const, reason: 'r', cure: '' },
    battery: { known: false as const, code: 'not-applicable' as const, reason: 'none', cure: '' },
  };
  const { measured } = reportDocument(fakeInput({ scan: fakeScan('s2', late, { facts }), compare: fakeScan('s1', early) }));
  const row = (id: Measure['id'], of = ''): unknown =>
    measured.rows.filter((one) => one.id === id && one.of === of).map((one) => [one.before, one.after]);
  expect(row('memory')).toEqual([[null, { value: 5e9, of: 8e9 }]]);
  expect(measured.rows.filter(({ id }) => id === 'room').map(({ of }) => of)).toEqual(['/', '/data']);
  expect(row('room', '/')).toEqual([[null, { value: 7, of: 100 }]]);
  expect(row('failed-services')).toEqual([[null, { value: 0 }]]);
  expect(row('disk-life')).toEqual([[null, { value: 60 }]]);
  expect(row('disk-trouble')).toEqual([[null, { value: 1, of: 2 }]]);
  expect(row('temperature')).toEqual([[null, { value: 61.5 }]]);
  expect(row('start-up')).toEqual([[null, null]]);
  expect(row('battery')).toEqual([]);
  expect([measured.beforeAt, measured.afterAt]).toEqual([early, late]);
});

test('one look alone, from before a repair, is no look at the result', () => {
  const scan = fakeScan('s1', early, { findings: [finding('r'), finding('other')] });
  const report = reportDocument(fakeInput({ scan, runs: [fakeRun(run1, between, 'r', 'repaired')] }));
  expect([report.measured.beforeAt, report.measured.afterAt]).toEqual([early, null]);
  expect(report.result.state).toMatch(/not examined again after the last change; as far as is known, still open: 1 less urgent matter/);
  expect(report.notDone.map(({ what }) => what)).toEqual(['Found: other']);
  const still = reportDocument(fakeInput({ scan }));
  expect([still.measured.beforeAt, still.measured.afterAt]).toEqual([null, early]);
});

test('not done: what is open, what was not looked at since, what failed, hand tests, declined work; the urgent first, each with its risk', () => {
  const compare = fakeScan('s1', early, {
    findings: ['gone', 'unseen', 'note'].map((id) => finding(id, id === 'note' ? { severity: 'info' } : {})),
  });
  const scan = fakeScan('s2', late, { findings: [finding('left'), finding('bad', { severity: 'critical' })] });
  const job = fakeJob(
    {},
    {
      handTests: [
        { name: 'Camera', result: 'failed', note: 'dark' },
        { name: 'Keyboard', result: 'passed', note: '' },
      ],
      declined: [{ what: 'New disk', risk: 'It may fail' }],
    },
  );
  const runs = [
    fakeRun(run2, between, 'r', 'restart-pending'),
    fakeRun(run1, between, 'q', 'could-not-run', { steps: [] }),
    fakeRun('20261122-105000-0000cc', between, 'r', 'not-repaired'),
  ];
  const report = reportDocument(fakeInput({ scan, compare, changes: changes(['gone']), job, runs }));
  expect(report.notDone.map(({ kind, what, risk, urgent }) => [kind, what, risk, urgent])).toEqual([
    ['finding', 'Found: bad', 'Risk of bad', true],
    ['finding', 'Found: left', 'Risk of left', false],
    ['not-looked-at', 'Found: unseen', 'Risk of unseen', false],
    ['restart', 'Repair r', 'Until the restart nobody can tell whether it worked.', false],
    ['failed', 'Repair q', 'could not run', false],
    ['hand-test', 'Camera', 'dark', false],
    ['declined', 'New disk', 'It may fail', false],
  ]);
  expect(report.technician.findings.map(({ id, state }) => [id, state])).toEqual([
    ['left', 'open'],
    ['bad', 'open'],
    ['gone', 'gone'],
    ['unseen', 'not-looked-at'],
    ['note', 'not-looked-at'],
  ]);
});

test('done: only what changed something, as reversible as its least reversible step, with the command', () => {
  const step = fakeRun(run1, between, 'r', 'repaired').steps[0];
  const steps = step ? [step, { ...step, step: '1.2', reversibility: { level: 'none' as const, why: 'data moves forward' } }] : [];
  const runs = [
    fakeRun(run2, between, 'back', 'repaired', { undone: true, steps: step ? [{ ...step, routine: 'back', state: 'restored' }] : [] }),
    fakeRun('20261122-105000-0000cc', between, 'nothing', 'healthy', { steps: [] }),
    fakeRun(run1, between, 'r', 'repaired', { steps }),
  ];
  const { done, withoutConsent } = reportDocument(fakeInput({ runs }));
  expect(done.map(({ routine, undo, why, command }) => [routine, undo, why, command])).toEqual([
    ['r', 'none', 'data moves forward', `rescuepc undo ${run1}/r`],
    ['back', 'taken-back', '', ''],
  ]);
  expect(withoutConsent).toEqual([run2, run1]);
});

test('a repair that was taken back, or repaired only some of it, leaves its finding open', () => {
  const scan = fakeScan('s1', early, { findings: [finding('r')] });
  const item = (id: string, outcome: 'needed' | 'repaired') => ({ id, title: id, outcome, evidence: [] });
  const run = fakeRun(run1, between, 'r', 'repaired');
  const [routine] = run.routines;
  const some = routine?.after && {
    ...routine,
    before: { ...routine.before, items: [item('a', 'needed'), item('b', 'needed')] },
    after: { ...routine.after, items: [item('a', 'repaired')] },
  };
  const open = (more: Partial<typeof run>): number => reportDocument(fakeInput({ scan, runs: [{ ...run, ...more }] })).notDone.length;
  expect(open({})).toBe(0);
  expect(open({ undone: true, steps: run.steps.map((step) => ({ ...step, state: 'restored' as const })) })).toBe(1);
  expect(open({ routines: some ? [some] : [] })).toBe(1);
});

test.each([
  [
    'a failing disk comes first',
    { scan: fakeScan('s', late, { findings: [finding('disk-failing', { severity: 'critical' })] }) },
    /Copy your data/,
  ],
  ['a restart', { runs: [fakeRun(run1, between, 'r', 'restart-pending')] }, /restart the computer once/],
  ['urgent', { scan: fakeScan('s', late, { findings: [finding('x', { severity: 'critical' })] }) }, /1 urgent matter/],
  ['in time', { scan: fakeScan('s', late, { findings: [finding('x'), finding('y')] }) }, /the 2 matters/],
  ['not looked at again', { scan: fakeScan('s', early), runs: [fakeRun(run1, between, 'r', 'repaired')] }, /examined once more/],
  [
    'something unread is no "nothing"',
    { scan: fakeScan('s', late, { unknown: [{ id: 'u', reason: '', cure: '' }] }) },
    /could not be checked/,
  ],
  ['nothing', {}, /need do nothing/],
  ['a job without a scan', { scan: null, job: fakeJob() }, /examined once more/],
] as const)('what to do next: %s', (_name, more, next) => {
  const report = reportDocument(fakeInput(more));
  expect(report.result.next).toMatch(next);
});

test('what was unread is said with the result: it is never called fine', () => {
  const scan = fakeScan('s', late, { unknown: [{ id: 'u', reason: '', cure: '' }] });
  expect(reportDocument(fakeInput({ scan })).result.state).toMatch(/1 thing could not be checked/);
  expect(reportDocument(fakeInput({ scan, language: 'de' })).result.state).toMatch(/1 Punkt ließ sich nicht prüfen/);
});

test('consents are those of the runs in the report', () => {
  const consents = [run1, run2].map((run) => ({ run, digest: 'd', by: `by ${run}`, at: between }));
  const report = reportDocument(fakeInput({ runs: [fakeRun(run1, between, 'r', 'repaired')], consents }));
  expect(report.consents.map(({ by }) => by)).toEqual([`by ${run1}`]);
  expect(report.withoutConsent).toEqual([]);
});

test('runs of a job whose folders are elsewhere are named', () => {
  expect(reportDocument(fakeInput({ job: fakeJob({ runs: [run1] }) })).technician.missingRuns).toEqual([run1]);
});

test('what the customer did not want is not called a matter to be dealt with', () => {
  const job = fakeJob({}, { declined: [{ what: 'New disk', risk: 'It may fail' }] });
  const { result } = reportDocument(fakeInput({ job, scan: fakeScan('s2', late) }));
  expect(result.next).toBe('You need do nothing now; the work that you did not want can be done later.');
});

test('in another language the core speaks it; what people wrote, ids and commands stay', () => {
  const job = fakeJob({ runs: [run1] }, { complaint: 'It was broken.', declined: [{ what: 'It was broken.', risk: 'r' }] });
  const words: Record<string, string> = { 'It was broken.': 'Es war kaputt.', 'Found: r': 'Gefunden: r', 'Risk of r': 'Gefahr von r' };
  const say = (text: string): string => words[text] ?? text;
  const scan = fakeScan('s2', early, { findings: [finding('r')] });
  const document = documentOf(fakeInput({ job, scan, runs: [fakeRun(run1, between, 'r', 'not-repaired')], say }), false);
  expect(document.technician.findings[0]).toMatchObject({ id: 'r', title: 'Gefunden: r', why: 'Gefahr von r' });
  expect(document.technician.runs[0]?.routines[0]?.before.summary).toBe('Es war kaputt.');
  expect(document.job?.details.complaint).toBe('It was broken.');
  expect(document.notDone.find(({ kind }) => kind === 'declined')?.what).toBe('It was broken.');
});

/** A run, a look after it, and then the run's undo, which its journal counts. */
function undoneAfterALook(more: { scope?: 'quick' | 'default'; look?: number } = {}) {
  const run = fakeRun(run1, between, 'r', 'repaired', { touched: 4 });
  const before = run.routines.map((routine) => ({ ...routine, before: { ...routine.before, severity: 'critical' as const } }));
  const undone = {
    ...run,
    routines: before,
    undone: true,
    touched: 6,
    steps: run.steps.map((step) => ({ ...step, state: 'restored' as const })),
  };
  const look = fakeScan('s2', late);
  const scan = { ...look, scan: { ...look.scan, scope: more.scope ?? 'default', repairs: { last: run1, touched: more.look ?? 4 } } };
  return { scan, runs: [undone] };
}

test('after repair, look and undo nothing is called fine: the look is older than the last change, and what was taken back is listed', () => {
  const report = reportDocument(fakeInput(undoneAfterALook()));
  expect(report.basis).toEqual({ afterChange: false, whole: true, unread: 0, runsUnread: 0 });
  expect(report.result.state).toMatch(/was not examined again after the last change/);
  expect(report.result.done).toBe('1 repair was taken back.');
  expect(report.result.next).toMatch(/1 urgent matter/);
  expect(report.notDone).toEqual([{ kind: 'taken-back', what: 'Repair r', risk: 'It was broken.', urgent: true }]);
  expect([report.measured.beforeAt, report.measured.afterAt]).toEqual([late, null]);
});

test('the same with a look before: what was gone is not gone any more', () => {
  const compare = fakeScan('s1', early, { findings: [finding('r', { severity: 'critical' })] });
  const report = reportDocument(fakeInput({ ...undoneAfterALook(), compare, changes: changes(['r']) }));
  expect(report.technician.findings.map(({ id, state }) => [id, state])).toEqual([['r', 'not-looked-at']]);
  expect(report.notDone.map(({ kind, what }) => [kind, what])).toEqual([['not-looked-at', 'Found: r']]);
});

test('a look after the undo says for itself how it is; a clock that was set back makes no difference', () => {
  const { scan, runs } = undoneAfterALook({ look: 6 });
  const clockSetBack = { ...scan, scan: { ...scan.scan, startedAt: early } };
  for (const one of [scan, clockSetBack]) {
    const report = reportDocument(fakeInput({ scan: one, runs }));
    expect([report.basis.afterChange, report.notDone]).toEqual([true, []]);
  }
  const repairedAfter = { ...clockSetBack, scan: { ...clockSetBack.scan, startedAt: late, repairs: { last: '', touched: 0 } } };
  expect(reportDocument(fakeInput({ scan: repairedAfter, runs })).basis.afterChange).toBe(false);
});

test('a look of 0.1 does not know how much was done before it: where something was put back it is no look at the result', () => {
  const { scan, runs } = undoneAfterALook();
  const { repairs: _repairs, ...old } = scan.scan;
  expect(reportDocument(fakeInput({ scan: { ...scan, scan: old }, runs })).basis.afterChange).toBe(false);
});

test('what was taken back and then repaired once more is repaired', () => {
  const { scan, runs } = undoneAfterALook();
  const again = fakeRun(run2, late, 'r', 'repaired', { touched: 4 });
  expect(reportDocument(fakeInput({ scan, runs: [again, ...runs] })).notDone).toEqual([]);
});

test('a look at a part is never called a look at the computer', () => {
  const look = fakeScan('s', late);
  const quick = (more: object) => reportDocument(fakeInput({ scan: { ...look, ...more, scan: { ...look.scan, scope: 'quick' } } })).result;
  expect(quick({}).state).toBe('Only a part of the computer was examined; in that part nothing was found that needs attention.');
  expect(quick({}).next).toMatch(/examined once more/);
  expect(quick({ findings: [finding('x')] }).next).toMatch(/examined once more .*the matter that the report lists/);
});

test('"nothing urgent is known" only where all was looked at, after the last change, and could be read', () => {
  const known = /Nothing urgent is known/;
  const scan = fakeScan('s', late, { findings: [finding('x')] });
  expect(reportDocument(fakeInput({ scan })).result.next).toMatch(known);
  expect(reportDocument(fakeInput({ scan, changedSince: true })).result.next).not.toMatch(known);
  const unread = fakeScan('s', late, { findings: [finding('x')], unknown: [{ id: 'u', reason: '', cure: '' }] });
  expect(reportDocument(fakeInput({ scan: unread })).result.next).toMatch(/^Nothing urgent was found in what could be checked/);
});

test('a repair that failed and was rolled back did not succeed: nobody took it back', () => {
  const steps = fakeRun(run1, between, 'r', 'not-repaired').steps.map((step) => ({ ...step, state: 'restored' as const }));
  const report = reportDocument(fakeInput({ runs: [fakeRun(run1, between, 'r', 'not-repaired', { steps })] }));
  expect(report.result.done).toBe('1 repair did not succeed.');
  expect(report.notDone.map(({ kind }) => kind)).toEqual(['failed']);
});
