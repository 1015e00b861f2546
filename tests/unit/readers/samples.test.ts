import { expect, test } from 'vitest';
import { readAptCheck } from '../../../src-main/core/facts/readers/apt-check.js';
import { readAptSimulation } from '../../../src-main/core/facts/readers/apt-simulate.js';
import { malformedOneLine } from '../../../src-main/core/facts/readers/apt-sources.js';
import { readDpkgAudit } from '../../../src-main/core/facts/readers/dpkg-audit.js';
import { readE2fsckCheck, readExt4State } from '../../../src-main/core/facts/readers/e2fsck.js';
import { readFailedUnits } from '../../../src-main/core/facts/readers/failed-units.js';
import { readSmart } from '../../../src-main/core/facts/readers/smartctl.js';
import { commandReaders } from '../../../src-main/core/repair/steps/command-readers.js';
import type { StepOf } from '../../../src-shared/contract/step.js';
import { commandStep } from '../../fakes/fake-catalogue.js';
import type { FakeAnswer } from '../../fakes/fake-exec.js';
import { index, transcript } from './transcripts.js';

const both = ['stdout', 'stderr'] as const;

test('dpkg --audit: silence is health, anything else names the packages; the exit code is 0 both times', () => {
  expect(readDpkgAudit(transcript('dpkg-audit-clean.txt'))).toEqual({ known: true, value: { packages: [] }, evidence: [] });
  expect(readDpkgAudit(transcript('dpkg-audit-broken.txt'))).toMatchObject({
    value: {
      packages: [
        { name: 'demo-dep', problem: 'unpacked but not configured' },
        { name: 'demo-fail', problem: 'half configured' },
      ],
    },
    evidence: [{ source: 'dpkg --audit', line: 'demo-dep' }, { line: 'demo-fail' }],
  });
});

test('apt-get check', () => {
  expect(readAptCheck(transcript('apt-get-check-clean.txt'))).toMatchObject({ known: true, value: { state: 'ok' } });
  for (const on of both) {
    expect(readAptCheck(transcript('apt-get-check-unmet-deps.txt', on))).toMatchObject({
      value: { state: 'unmet', details: ['demo-dep : Depends: demo-fail (>= 1.0) but it is not installable'] },
    });
    expect(readAptCheck(transcript('apt-get-check-dpkg-interrupted.txt', on))).toMatchObject({ value: { state: 'interrupted' } });
  }
});

test('apt-get check: a lock that is held is not damage', () => {
  for (const name of ['apt-get-lock-frontend-held.txt', 'apt-get-lock-timeout-waiting.txt'])
    for (const on of both)
      expect(readAptCheck(transcript(name, on))).toMatchObject({ known: false, reason: expect.stringContaining('lock') });
});

test('apt-get -s -f install: exactly what it plans', () => {
  expect(readAptSimulation(transcript('apt-get-f-install-simulate.txt'))).toMatchObject({
    value: [
      { op: 'configure', name: 'demo-fail', version: '1.0', from: '' },
      { op: 'configure', name: 'demo-dep', version: '1.0', from: '' },
    ],
  });
});

test('apt-get update with a transport that does not exist: the line is found in the sources themselves', () => {
  const said = new TextDecoder().decode(transcript('apt-get-update-malformed-source.txt').stdout);
  const scheme = /methods\/(\S+) could not be found/.exec(said)?.[1] ?? '';
  expect(malformedOneLine(`deb ${scheme}://x bookworm main\n`, new Set(['http', 'https']))).toEqual([
    { line: 1, text: 'deb htp://x bookworm main', why: "there is no transport called 'htp'" },
  ]);
});

test('e2fsck -f -n: exit code 4 is damage, with the lines that say it', () => {
  expect(readE2fsckCheck(transcript('e2fsck-n-clean.txt'))).toMatchObject({ value: { clean: true, problems: [] } });
  const reading = readE2fsckCheck(transcript('e2fsck-n-errors.txt'));
  expect(reading).toMatchObject({ value: { clean: false } });
  expect(reading.known && reading.value.problems).toContain('Inode 13 ref count is 9, should be 1.  Fix? no');
});

test('e2fsck -p and -y: what they left or changed is not "clean"', () => {
  expect(readE2fsckCheck(transcript('e2fsck-p-result.txt'))).toMatchObject({ value: { clean: false } });
  expect(readE2fsckCheck(transcript('e2fsck-y-fixed.txt')).known).toBe(false);
});

test('tune2fs -l: the state', () => {
  expect(readExt4State(transcript('tune2fs-l.txt'))).toMatchObject({ value: { state: 'clean', errors: 0, clean: true } });
});

test('systemctl --failed: exit code 0 with and without failed units', () => {
  expect(readFailedUnits(transcript('systemctl-failed-none.txt'))).toMatchObject({ known: true, value: [] });
  const demo = { value: [{ unit: 'demo-broken.service', description: '/bin/false' }] };
  expect(readFailedUnits(transcript('systemctl-failed-two.txt'))).toMatchObject(demo);
  expect(readFailedUnits(transcript('systemctl-failed-two-json.txt'))).toMatchObject(demo);
  expect(readFailedUnits(transcript('systemctl-failed-apache.txt'))).toMatchObject({
    value: [{ unit: 'apache2.service', description: 'The Apache Webserver' }],
  });
});

test('systemctl -a: none of several hundred units has failed', () => {
  expect(readFailedUnits(transcript('systemctl-list-units-ubuntu1804.txt'))).toMatchObject({ known: true, value: [] });
});

test('without systemd it does not apply, wherever that is printed', () => {
  for (const on of both)
    expect(readFailedUnits(transcript('systemctl-failed-no-systemd.txt', on))).toMatchObject({ known: false, code: 'not-applicable' });
});

test.each<[string, Partial<{ failing: boolean; warnings: string[] }>]>([
  ['smartctl-json-ata-healthy.json', { failing: false, warnings: [] }],
  ['smartctl-json-nvme-healthy.json', { failing: false, warnings: [] }],
  ['smartctl-json-scsi.json', { failing: false, warnings: [] }],
  ['smartctl-json-ata-crc-errors.json', { failing: false }],
])('smartctl %s: the disk is sound', (name, value) => {
  expect(readSmart(transcript(name))).toMatchObject({ known: true, value });
});

test('smartctl: a disk that says itself that it is failing, with what is lost', () => {
  const reading = readSmart(transcript('smartctl-json-ata-failed.json'));
  expect(reading).toMatchObject({ known: true, value: { failing: true } });
  expect(reading.known && reading.value.warnings).toEqual(
    expect.arrayContaining(['1975 reallocated sectors', '3831 reallocation events', '8 pending sectors']),
  );
});

test('smartctl: the fullest answer is read without error', () => {
  expect(readSmart(transcript('smartctl-json-ata-full.json')).known).toBe(true);
});

test('smartctl: a disk that does not answer, or was not opened, is unknown and never sound', () => {
  expect(readSmart(transcript('smartctl-unsupported-device.txt'))).toMatchObject({ known: false, code: 'unexpected-output' });
  expect(readSmart(transcript('smartctl-json-open-failed.txt'))).toMatchObject({ known: false, code: 'failed' });
});

function verdict(reader: 'dpkg' | 'exit-code', name: string, on: 'stdout' | 'stderr', more: FakeAnswer = {}, okExit = [0]): string {
  try {
    commandReaders[reader]?.(transcript(name, on, more), commandStep(['x'], { okExit }) as StepOf<'command'>);
    return 'done';
  } catch (thrown) {
    const { code, message } = thrown as { code: string; message: string };
    return `${code}: ${message}`;
  }
}

test('dpkg --configure -a: a failing package is named, a held lock is busy, a blocked file is a failure', () => {
  for (const on of both) {
    expect(verdict('dpkg', 'dpkg-configure-a-fails.txt', on)).toBe(
      'step-failed: The post-installation script of package demo-fail failed with exit status 1.',
    );
    expect(verdict('dpkg', 'dpkg-lock-held.txt', on)).toMatch(/^busy: .*locked by another process with pid 24973/);
    expect(verdict('dpkg', 'dpkg-status-old-not-permitted.txt', on, { code: 2 })).toMatch(/^step-failed: .*Operation not permitted/);
  }
});

test('apt-get: a held lock is busy, also after waiting', () => {
  for (const on of both) {
    expect(verdict('dpkg', 'apt-get-lock-frontend-held.txt', on)).toMatch(/^busy: .*process 24973/);
    expect(verdict('dpkg', 'apt-get-lock-timeout-waiting.txt', on)).toMatch(/^busy: .*process 24973/);
  }
});

test('e2fsck as a step: 1 is done, 4 only where the step says so', () => {
  expect(verdict('exit-code', 'e2fsck-y-fixed.txt', 'stdout', {}, [0, 1, 2])).toBe('done');
  expect(verdict('exit-code', 'e2fsck-p-result.txt', 'stdout', {}, [0, 1, 2, 4])).toBe('done');
  expect(verdict('exit-code', 'e2fsck-p-result.txt', 'stdout', {}, [0, 1, 2])).toMatch(/^step-failed: .*exit code 4/);
});

test('every sample of the index is there', () => {
  expect(index.length).toBeGreaterThanOrEqual(31);
  for (const { file } of index) expect(transcript(file.replace('linux/', '')).argv[0], file).toMatch(/^\w/);
});
