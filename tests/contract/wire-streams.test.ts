import { streamRig } from './wire-rigs.js';
import { wireSuite } from './wire-suite.js';

wireSuite('lines of JSON in two streams', streamRig);
