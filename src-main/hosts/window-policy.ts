import { createHash } from 'node:crypto';
import { contentSecurityPolicy } from '../../src-shared/csp.js';
import { reportStyle } from '../../src-shared/report-style.js';

const reportStyleHash = createHash('sha256').update(reportStyle).digest('base64');

/** The header of every page of the window. `connect`: where it may talk to besides its own origin. */
export function windowPolicy(connect: readonly string[]): string {
  return contentSecurityPolicy(connect, [reportStyleHash]);
}

/** The header of a report on its way to paper: its own style and the pictures inside it, nothing else; no script at all. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${reportStyleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
