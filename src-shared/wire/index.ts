export { connect, type ConnectOptions } from './connect.js';
export { call, stream, type Call, type Client, type Contract, type Handlers, type Stream } from './contract.js';
export { createEventLog, type EventLog } from './event-log.js';
export { defaultMaxFrameBytes } from './frames.js';
export { portPair } from './pair.js';
export type { Port } from './port.js';
export { serve, type ServeOptions } from './serve.js';
