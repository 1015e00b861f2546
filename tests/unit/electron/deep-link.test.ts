import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { claimLinks, pageOfLink, pageOfWords } from '../../../src-main/hosts/electron/deep-link.js';
import { app, fake, resetFake } from '../../fakes/electron.js';

const id = '20261125-120000-a1b2c3';
beforeEach(resetFake);

test('a run and a scan can be named', () => {
  expect(pageOfLink(`rescuepc://run/${id}`)).toBe(`/run/${id}`);
  expect(pageOfLink(`rescuepc://run/${id}/`)).toBe(`/run/${id}`);
  expect(pageOfLink(`rescuepc://scan/${id}`)).toBe(`/scan/${id}`);
});

test.each([
  '',
  'rescuepc://',
  'rescuepc://run/',
  'rescuepc://run/1',
  `rescuepc://run/${id}/undo`,
  `rescuepc://run/${id}?start=1`,
  `rescuepc://run/${id}#x`,
  `rescuepc://run/${id}\n`,
  `rescuepc://run/../${id}`,
  `rescuepc://run/${id.toUpperCase()}`,
  `RESCUEPC://run/${id}`,
  `rescuepc:run/${id}`,
  `rescuepc://repair/${id}`,
  `rescuepc://repair?routine=any-hosts-hijack&yes`,
  `https://run/${id}`,
  `app://rescuepc/#/run/${id}`,
  `javascript:alert(1)`,
  `x rescuepc://run/${id}`,
])('%j opens nothing', (link) => {
  expect(pageOfLink(link)).toBeNull();
});

test('whatever is said, only a known page with a well-formed id comes out', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `rescuepc://run/${text}`),
      ),
      (link) => {
        const page = pageOfLink(link);
        return page === null || /^\/(run|scan)\/[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/.test(page);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('the words of a start are looked through', () => {
  expect(pageOfWords(['/opt/rescuepc/rescuepc', '--flag', `rescuepc://scan/${id}`])).toBe(`/scan/${id}`);
  expect(pageOfWords(['/opt/rescuepc/rescuepc', 'scan', id])).toBeNull();
});

test('only a package claims the addresses for itself', () => {
  claimLinks();
  expect(fake.claimed).toEqual([]);
  app.isPackaged = true;
  claimLinks();
  expect(fake.claimed).toEqual(['rescuepc']);
});
