import { pairRig } from './wire-rigs.js';
import { wireSuite } from './wire-suite.js';

wireSuite('the in-memory pair', pairRig);
