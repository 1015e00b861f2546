/** The served application as a process of its own: the wire on stdin and stdout, the probe on the third pipe. */
import { Socket } from 'node:net';
import { ndjsonPort } from '../../src-main/adapters/ndjson-port.js';
import { serve } from '../../src-shared/wire/index.js';
import { createService, probeContract, wireContract } from './wire-fixture.js';

const service = createService();
const control = new Socket({ fd: 3 });
const controlPort = ndjsonPort(control, control);
serve(probeContract, service.probe, controlPort);
serve(wireContract, service.handlers, ndjsonPort(process.stdin, process.stdout), service.options);
// The process outlives the wire, so that a test can ask what became of a run, but not the test.
controlPort.onClose(() => process.exit(0));
