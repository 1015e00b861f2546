import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import type { Catalogue } from '../repair/catalogue.js';
import { gatherReport } from './gather.js';
import { documentOf, makeReport } from './report.js';

/** What is handed over: as data, and set as HTML, JSON and CSV. */
export function reportHandlers(ports: AppPorts, catalogue: Catalogue): FeatureHandlers<'report'> {
  return {
    'report.document': async (asked) => documentOf(await gatherReport(ports, catalogue, asked), asked.redact),
    'report.make': async ({ format, ...asked }) => ({
      text: makeReport(await gatherReport(ports, catalogue, asked), format, asked.redact),
    }),
  };
}
