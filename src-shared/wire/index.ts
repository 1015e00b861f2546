export { connect } from './connect.js';
export { call, stream, type Client, type Handlers } from './contract.js';
export { createEventLog } from './event-log.js';
export { portPair } from './pair.js';
export type { Port } from './port.js';
export { serve } from './serve.js';
