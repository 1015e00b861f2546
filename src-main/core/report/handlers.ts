import { AppError } from '../../../src-shared/errors.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import { readWholeHistory } from '../history/join.js';
import type { Catalogue } from '../repair/catalogue.js';
import { compareScans, readsOfFindings } from '../scan/compare.js';
import { needScan } from '../scan/kept.js';
import { makeReport } from './report.js';

export function reportHandlers({ engines, index, now, version }: AppPorts, catalogue: Catalogue): FeatureHandlers<'report'> {
  return {
    'report.make': async ({ format, scan, compare, redact, root }) => {
      const id = scan ?? (await index.scans())[0]?.id;
      if (id === undefined) throw new AppError('not-found', 'There is no scan to report on.', "Make one with 'rescuepc scan'.");
      const earlier = compare === undefined ? null : await needScan(index, compare);
      const { runs } = await readWholeHistory(engines, index, { check: false, root });
      const later = await needScan(index, id);
      const changes = earlier ? compareScans(earlier, later, readsOfFindings(catalogue)) : null;
      return { text: makeReport({ scan: later, compare: earlier, changes, runs, version, madeAt: now() }, format, redact) };
    },
  };
}
