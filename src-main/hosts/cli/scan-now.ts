import type { AppContract } from '../../../src-shared/contract/app.js';
import type { Scan, ScanRequest } from '../../../src-shared/contract/scan.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Client } from '../../../src-shared/wire/contract.js';

/** Looks at the machine and waits for the result. */
export async function scanNow(app: Pick<Client<AppContract>, 'scan.start'>, request: ScanRequest): Promise<Scan> {
  for await (const event of app['scan.start'](request)) if (event.type === 'scan') return event;
  throw new AppError('internal', 'The scan ended without a result.');
}
