import { childRig } from './wire-rigs.js';
import { wireSuite } from './wire-suite.js';

wireSuite('lines of JSON to a child process', childRig);
