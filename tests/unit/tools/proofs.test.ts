import { expect, test } from 'vitest';
import { wrongProofs } from '../../tools/proofs.js';

const files: Readonly<Record<string, string>> = { 'tests/x.test.ts': "test('no link is followed, ever', () => undefined);" };
const world = { rows: ['rights-links'], read: (file: string) => files[file] ?? null };

function page(...proofs: readonly string[]): string {
  return [
    '# Paper',
    '',
    '| threat | what is done | proved by |',
    '| --- | :-: | --- |',
    ...proofs.map((one, at) => `| t${at} | x | ${one} |`),
    '',
  ].join('\n');
}

test('a line that names a row, or a test by a part of its name, is proved', () => {
  expect(
    wrongProofs(
      page('`rights-links`', '`tests/x.test.ts` "no link is followed"', '`rights-links`, `tests/x.test.ts` "followed, ever"'),
      world,
    ),
  ).toEqual([]);
});

test.each([
  ['', "'t0' is proved by nothing"],
  ['a look by hand', "'t0' is proved by nothing"],
  ['`rights-gone`', "'t0': there is no row 'rights-gone'"],
  ['`rights-links`, `rights-gone`', "'t0': there is no row 'rights-gone'"],
  ['`tests/gone.test.ts` "no link"', "'t0': there is no tests/gone.test.ts"],
  ['`tests/x.test.ts` "every link"', `'t0': no test of tests/x.test.ts is called "every link"`],
  ['`tests/x.test.ts`', "'t0': which test of tests/x.test.ts?"],
  ['`rights-links` mostly', "'t0': 'mostly' is neither a row nor a test"],
])('%j is wrong', (proofs, words) => {
  expect(wrongProofs(page(proofs), world)).toEqual([words]);
});

test('every line of every table counts, also behind a bar within a cell', () => {
  const two = `${page('`rights-links`')}\n${page('`rights-links`', '`rights-gone`').replace('| x |', '| a \\| b |')}`;
  expect(wrongProofs(two, world)).toEqual(["'t1': there is no row 'rights-gone'"]);
});

test('a table without the column, and a page without a table, prove nothing', () => {
  expect(wrongProofs('| threat | done |\n| --- | --- |\n| t | x |\n', world)).toEqual([
    "the table of 'threat' has no last column 'proved by'",
    "'t' is proved by nothing",
  ]);
  expect(wrongProofs('# Paper\n', world)).toEqual(['there is no table']);
});
