import { expect, it } from 'vitest';
import { catalogue } from '../../../src-main/core/routines/catalogue.js';
import { chooseForScan } from '../../../src-main/core/scan/scan.js';
import { routinesOf } from '../../labs/linux/case.ts';
import { cases } from '../../labs/linux/cases/index.ts';

it('what a case finds by scanning for its repairs alone, a scan of everything finds too: each fact that they read is read then', () => {
  const read = (cost: 'default' | 'deep'): readonly string[] => chooseForScan(catalogue, { cost, root: '/' }).facts;
  const byCost = { default: read('default'), deep: read('deep') };
  const narrow = cases.filter(({ wholeScan }) => wholeScan !== true);
  const left = narrow.flatMap((one) => {
    const cost = one.scanArgs?.includes('--deep') ? 'deep' : 'default';
    const facts = routinesOf(one).flatMap((id) => catalogue.routine(id).reads);
    return facts.filter((id) => !byCost[cost].includes(id)).map((id) => `${one.id}: ${id} is not read by a ${cost} scan`);
  });
  expect(left).toEqual([]);
});
