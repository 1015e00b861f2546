import { allFacts } from '../facts/index.js';
import { createCatalogue, type Catalogue } from '../repair/catalogue.js';
import { allChecks } from '../scan/checks/index.js';
import { allRoutines } from './index.js';

/** The product's catalogue. Whoever only lists the repairs takes `allRoutines`, and loads no facts. */
export const catalogue: Catalogue = createCatalogue(allRoutines, allFacts, allChecks);
