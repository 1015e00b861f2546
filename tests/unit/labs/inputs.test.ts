import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gateFacts } from '../../../src-main/core/repair/gates.js';
import { catalogue } from '../../../src-main/core/routines/catalogue.js';
import { diskFailing } from '../../../src-main/core/scan/checks/disk-failing.js';
import { inputsOf } from '../../labs/linux/inputs.ts';
import { allJobs } from '../../labs/linux/jobs.ts';
import { choose } from '../../labs/linux/record.ts';
import { readSource } from '../../labs/linux/sources.ts';

const jobs = await allJobs();
const inputs = inputsOf(() => 'machine');
const filesOf = new Map(jobs.map((job) => [job.id, inputs(job).files]));
const facts = 'src-main/core/facts';

/** The rows that have this file among their inputs. */
function changedBy(file: string): readonly string[] {
  return jobs.filter(({ id }) => filesOf.get(id)?.includes(file)).map(({ id }) => id);
}

/** Rows that are about one of these repairs, or about everything. */
function rowsAbout(routines: readonly string[]): readonly string[] {
  return jobs.filter(({ about }) => about === 'everything' || about.some((id) => routines.includes(id))).map(({ id }) => id);
}

describe('the inputs of a row', () => {
  it('a changed reader changes exactly the rows of the repairs that read by it, and those that are about everything', () => {
    const readers = {
      'crypttab.ts': 'crypttab',
      'dpkg-audit.ts': 'dpkg-audit',
      'crontab.ts': 'cron-jobs',
      'grub-script.ts': 'grub-config',
    };
    for (const [file, fact] of Object.entries(readers)) {
      const routines = catalogue.routines.filter(({ reads }) => reads.some((id) => id === fact)).map(({ id }) => id);
      expect(routines, fact).not.toEqual([]);
      const rows = changedBy(`${facts}/readers/${file}`);
      expect(rows, file).toEqual(rowsAbout(routines));
      expect(rows.length, file).toBeLessThan(jobs.length);
    }
  });

  it('a changed repair changes exactly its own rows and those that are about everything', () => {
    expect(changedBy('src-main/core/routines/linux/any-locale-missing.ts')).toEqual(rowsAbout(['any-locale-missing']));
  });

  it('a changed case changes itself, and what is made from it', () => {
    expect(changedBy('tests/labs/linux/cases/any-time-zone.ts').filter((id) => id.startsWith('any-'))).toEqual(['any-time-zone']);
  });

  it('what all rows share changes all rows: engine, adapters, worker, contract, lock file, lab', () => {
    const shared = [
      'src-main/core/repair/run-step.ts',
      'src-main/core/facts/collect.ts',
      'src-main/adapters/spawn-exec.ts',
      'src-main/hosts/worker/index.ts',
      'src-shared/contract/step.ts',
      'package-lock.json',
      'tests/labs/linux/machine.ts',
    ];
    const ofProduct = (file: string): boolean => file.startsWith('src-');
    for (const file of shared)
      expect(changedBy(file), file).toEqual(jobs.filter(({ about }) => about.length > 0 || !ofProduct(file)).map(({ id }) => id));
  });

  it('a row with a changed input or another machine is run, every other one is taken from the record or is among the fifth', () => {
    const record = Object.fromEntries(
      jobs.map((job) => [job.id, { inputs: inputs(job).hash, commit: 'then', on: '2026-01-01', seconds: 1 }]),
    );
    const reader = `${facts}/readers/crontab.ts`;
    const changed = inputsOf(
      () => 'machine',
      (file) => (file === reader ? `${readSource(file)}\n// changed\n` : readSource(file)),
    );
    const chosen = jobs.map((job) => [job.id, choose(job.id, changed(job).hash, record, 'now', '2026-01-02')] as const);
    expect(chosen.filter(([, choice]) => choice === 'run').map(([id]) => id)).toEqual(changedBy(reader));
    const rebased = inputsOf(() => 'another machine');
    expect(jobs.map((job) => choose(job.id, rebased(job).hash, record, 'now', '2026-01-02'))).toEqual(jobs.map(() => 'run'));
  });

  it('of the unchanged rows a fifth is run all the same, another one at another commit', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `row-${index}`);
    const record = Object.fromEntries(ids.map((id) => [id, { inputs: 'same', commit: 'then', on: '2026-01-01', seconds: 1 }]));
    const again = (commit: string): readonly string[] => ids.filter((id) => choose(id, 'same', record, commit, '2026-01-02') === 'again');
    expect(again('one').length).toBeGreaterThan(150);
    expect(again('one').length).toBeLessThan(250);
    expect(again('one')).not.toEqual(again('two'));
    expect(again('one')).toEqual(again('one'));
  });

  it('every row about a repair depends on the file of each fact that is read for it', () => {
    const always = [...gateFacts, ...diskFailing.reads];
    for (const routine of catalogue.routines) {
      const { files } = inputs({ from: [], about: [routine.id] });
      const texts = files.filter((file) => file.startsWith(`${facts}/`)).map(readSource);
      const missing = [...routine.reads, ...always].filter((id) => !texts.some((text) => text.includes(`id: '${id}'`)));
      expect(missing, routine.id).toEqual([]);
      expect(
        files.filter((file) => file.startsWith('src-main/core/routines/linux/') && readSource(file).includes(`id: '${routine.id}'`)),
      ).toHaveLength(1);
    }
  });

  it('every file of the lab is an input of some row, but those that only choose, order and show rows', () => {
    const apart = ['field/faults.ts', 'field/field.ts', 'field/in-turn.ts', 'inputs.ts', 'jobs.ts', 'lab.ts', 'record.ts'];
    const alone = [...apart, 'rights/index.ts', 'schedule.ts', 'sources.ts', 'table.ts', 'cases/index.ts', 'row.ts'];
    const used = new Set([...filesOf.values()].flat());
    const lab = globSync('tests/labs/linux/**/*.ts').map((file) => file.replaceAll('\\', '/'));
    expect(lab.length).toBeGreaterThan(150);
    expect(lab.filter((file) => !used.has(file) && !alone.includes(file.replace('tests/labs/linux/', '')))).toEqual([]);
  });

  it('what rows read beside their sources is an input too: stand-ins of the crash rig, transcripts, the record of the field', () => {
    expect(filesOf.get('kill-worker any-hosts-hijack')).toEqual(
      expect.arrayContaining(['tests/labs/linux/crash/entry.ts', 'tests/labs/linux/crash/traced.ts']),
    );
    expect(changedBy('tests/fixtures/transcripts/linux/smartctl-json-ata-failed.json')).toContain('trouble-failing-disk');
    expect(changedBy('docs/efficacy/now.json').filter((id) => id.startsWith('field-')).length).toBeGreaterThan(50);
    expect(changedBy('package.json')).toEqual([]);
    expect(changedBy('package-lock.json')).toHaveLength(jobs.length);
  });

  it('every row names repairs that exist', () => {
    const known = catalogue.routines.map(({ id }) => id);
    expect(jobs.flatMap(({ about }) => (about === 'everything' ? [] : about)).filter((id) => !known.includes(id))).toEqual([]);
  });
});
