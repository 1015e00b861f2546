import { socketRig } from './wire-rigs.js';
import { wireSuite } from './wire-suite.js';

wireSuite('a WebSocket', socketRig);
