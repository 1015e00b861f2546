import { createHash } from 'node:crypto';
import { contentSecurityPolicy } from '../../src-shared/csp.js';
import { reportStyle } from '../../src-shared/report-style.js';

/** The header of every page of the window. `connect`: where it may talk to besides its own origin. */
export function windowPolicy(connect: readonly string[]): string {
  return contentSecurityPolicy(connect, [createHash('sha256').update(reportStyle).digest('base64')]);
}
