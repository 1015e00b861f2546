import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { readAptCheck } from '../../../src-main/core/facts/readers/apt-check.js';
import { readAptSimulation } from '../../../src-main/core/facts/readers/apt-simulate.js';
import { malformedDeb822, malformedOneLine } from '../../../src-main/core/facts/readers/apt-sources.js';
import { readDpkgAudit } from '../../../src-main/core/facts/readers/dpkg-audit.js';
import { readE2fsckCheck, readExt4State } from '../../../src-main/core/facts/readers/e2fsck.js';
import { readFailedUnits } from '../../../src-main/core/facts/readers/failed-units.js';
import { readSmart } from '../../../src-main/core/facts/readers/smartctl.js';
import { commandReaders } from '../../../src-main/core/repair/steps/command-readers.js';
import type { StepOf } from '../../../src-shared/contract/step.js';
import type { Raw } from '../../../src-main/core/ports.js';
import { commandStep } from '../../fakes/fake-catalogue.js';
import { rawOf } from '../../fakes/fake-exec.js';
import { index, transcript } from './transcripts.js';

type Reader = { name: string; argv: string[]; isHealthy(raw: Raw): boolean; read(raw: Raw): ReadingOf<unknown> };
const reader = <T>(name: string, argv: string[], read: (raw: Raw) => ReadingOf<T>, healthy: (value: T) => boolean): Reader => ({
  name,
  argv,
  read,
  isHealthy(raw) {
    const reading = read(raw);
    return reading.known && healthy(reading.value);
  },
});

const readers: readonly Reader[] = [
  reader('dpkg-audit', ['dpkg', '--audit'], readDpkgAudit, ({ packages }) => packages.length === 0),
  reader('apt-check', ['apt-get', 'check'], readAptCheck, ({ state }) => state === 'ok'),
  reader('apt-simulate', ['apt-get', '-s', '-f', 'install'], readAptSimulation, (changes) => changes.length === 0),
  reader('e2fsck', ['e2fsck', '-f', '-n', '/dev/x'], readE2fsckCheck, ({ clean }) => clean),
  reader('ext4-state', ['dumpe2fs', '-h', '/dev/x'], readExt4State, ({ clean }) => clean),
  reader('failed-units json', ['systemctl', 'list-units', '--failed', '--output=json'], readFailedUnits, (units) => units.length === 0),
  reader('failed-units plain', ['systemctl', 'list-units', '--failed', '--plain'], readFailedUnits, (units) => units.length === 0),
  reader('smartctl', ['smartctl', '--json', '--all', '/dev/x'], readSmart, ({ failing }) => !failing),
];

const words = [
  'Pass 5',
  'clean',
  'healthy',
  'ok',
  'PASSED',
  '0 upgraded',
  'loaded units listed.',
  'Depends:',
  'E:',
  ' ',
  '\n',
  '[]',
  '{',
  '"',
];
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => Buffer.from(parts.join(' '))),
  fc.json().map((text) => Buffer.from(text)),
);
const code = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 4, 100));
const isSilent = (output: Uint8Array): boolean => new TextDecoder().decode(output).trim() === '';

test.each(readers)('$name: garbage is never healthy and never throws, whatever the exit code', ({ argv, isHealthy }) => {
  fc.assert(
    fc.property(bytes, bytes, code, (stdout, stderr, exit) => {
      // Silence with exit code 0 is how two of these tools say that all is well. An empty list is JSON's silence.
      fc.pre(!isSilent(stdout) && new TextDecoder().decode(stdout).trim() !== '[]');
      expect(isHealthy(rawOf({ argv, stdout, stderr, code: exit }))).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test.each(readers)('$name: silence with another exit code than 0 is unknown', ({ argv, read }) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), fc.constantFrom('', ' ', '\n', '\r\n\t'), (exit, stdout) => {
      const reading = read(rawOf({ argv, code: exit, stdout }));
      // e2fsck's exit code 4 is itself the answer: damage, which is not health either.
      if (argv[0] === 'e2fsck' && exit === 4) expect(reading).toMatchObject({ value: { clean: false } });
      else expect(reading.known).toBe(false);
    }),
  );
});

const unfinished: Partial<Raw>[] = [
  { missing: true, code: null },
  { timedOut: true, code: null, signal: 'SIGTERM' },
  { timedOut: true, code: 0 },
  { truncated: true, code: 0 },
  { signal: 'SIGKILL', code: null },
  { code: null },
];

test.each(readers)('$name: missing, timed out, truncated, killed is unknown although what was printed looks healthy', ({ argv, read }) => {
  for (const { file } of index)
    for (const { stdout: _out, stderr: _err, ...end } of unfinished) {
      const reading = read(transcript(file.replace('linux/', ''), 'stdout', { argv, ...end }));
      expect(reading.known, `${file} ${JSON.stringify(end)}`).toBe(false);
      if (!reading.known) expect(reading.reason).not.toBe('');
    }
});

test.each(readers)("$name: no other command's output is healthy", ({ name, argv, isHealthy }) => {
  const own = { 'dpkg-audit': /dpkg-audit/, 'apt-check': /apt-get/, 'apt-simulate': /apt-get/, e2fsck: /e2fsck/, 'ext4-state': /tune2fs/ };
  const mine = (own as Record<string, RegExp>)[name] ?? (name === 'smartctl' ? /smartctl/ : /systemctl/);
  for (const { file } of index.filter((entry) => !mine.test(entry.file))) {
    const raw = transcript(file.replace('linux/', ''), 'stdout', { argv });
    if (raw.stdout.length > 0) expect(isHealthy(raw), file).toBe(false);
  }
});

test.each(readers)('$name: a sample that was cut off anywhere is never healthier than the whole', ({ argv, isHealthy }) => {
  for (const { file } of index) {
    const whole = transcript(file.replace('linux/', ''), 'stdout', { argv });
    if (isHealthy(whole) || whole.code === 0) continue;
    for (let length = 1; length < whole.stdout.length; length += Math.ceil(whole.stdout.length / 40))
      expect(isHealthy({ ...whole, stdout: whole.stdout.subarray(0, length) }), `${file} at ${length}`).toBe(false);
  }
});

test('JSON of any shape is read without a throw: units', () => {
  const value = fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.constant('failed'), fc.constant('x.service'));
  const entry = fc.oneof(value, fc.dictionary(fc.constantFrom('unit', 'active', 'description', 'load'), value));
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1 }), (entries) => {
      const reading = readFailedUnits(rawOf({ argv: ['systemctl', '--output=json'], stdout: JSON.stringify(entries) }));
      const whole = entries.every(
        (one) => one !== null && typeof one === 'object' && typeof one['unit'] === 'string' && typeof one['active'] === 'string',
      );
      expect(reading.known).toBe(whole);
    }),
  );
});

test('JSON of any shape is read without a throw: disks', () => {
  const leaf = fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.boolean(), fc.constant([]), fc.constant({}));
  const shape = fc.record({
    smartctl: fc.oneof(leaf, fc.record({ exit_status: leaf })),
    smart_status: fc.oneof(leaf, fc.record({ passed: leaf })),
    ata_smart_attributes: fc.oneof(
      leaf,
      fc.record({ table: fc.oneof(leaf, fc.array(fc.oneof(leaf, fc.record({ id: leaf, raw: leaf })))) }),
    ),
    nvme_smart_health_information_log: fc.oneof(leaf, fc.record({ critical_warning: leaf, media_errors: leaf })),
  });
  fc.assert(
    fc.property(shape, code, (data, exit) => {
      const reading = readSmart(rawOf({ argv: ['smartctl'], code: exit, stdout: JSON.stringify(data) }));
      if (reading.known && !reading.value.failing) expect(data.smart_status).toEqual({ passed: true });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a mark that is not known hides a failed unit', '✗ demo.service loaded failed failed x\n1 loaded units listed.\n'],
  ['a count that is not that of the lines', '● a.service loaded failed failed x\n2 loaded units listed.\n'],
  ['a kind of unit that is not known', 'demo.unheard loaded failed failed x\n1 loaded units listed.\n'],
])('failed units: %s: unknown', (_why, stdout) => {
  expect(readFailedUnits(rawOf({ argv: ['systemctl', '--failed'], stdout })).known).toBe(false);
});

test('a passed verdict of a device that was not opened is no verdict', () => {
  const stdout = JSON.stringify({ smartctl: { exit_status: 2 }, smart_status: { passed: true } });
  expect(readSmart(rawOf({ argv: ['smartctl'], stdout, code: 2 })).known).toBe(false);
});

test('commands: whatever a changing command printed, only its declared exit codes are success', () => {
  const body = commandStep(['x'], { okExit: [0, 1] }) as StepOf<'command'>;
  fc.assert(
    fc.property(fc.constantFrom('dpkg', 'exit-code'), bytes, bytes, fc.nat(255), (name, stdout, stderr, exit) => {
      const run = (): void => commandReaders[name]?.(rawOf({ stdout, stderr, code: exit }), body);
      if (exit <= 1 && (exit === 0 || name === 'exit-code')) expect(run).not.toThrow();
      else if (exit > 1) expect(run).toThrow();
    }),
  );
  for (const name of ['dpkg', 'exit-code'])
    for (const end of unfinished.filter(({ truncated, code: ended }) => truncated !== true && ended !== 0))
      expect(() => commandReaders[name]?.({ ...rawOf({}), ...end }, body)).toThrow(expect.objectContaining({ name: 'AppError' }));
});

test('source files of any content are read without a throw, and what is named stands there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const lines = text.split('\n');
      for (const bad of malformedOneLine(text, new Set(['http']))) expect(lines[bad.line - 1]).toBe(bad.text);
      for (const bad of malformedDeb822(text, new Set(['http']))) expect(bad.line).toBeLessThanOrEqual(lines.length);
    }),
  );
});
