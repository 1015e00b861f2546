import type { hostContract } from '../../../src-shared/contract/host.js';
import type { Handlers } from '../../../src-shared/wire/contract.js';
import { elevationWays } from '../../adapters/elevation.js';
import { machineStore, userStore } from '../../adapters/os/linux.js';
import { version } from '../version.js';
import { openLink } from './open-link.js';
import { createPrinter } from './pdf.js';

/** What the desktop host answers itself, apart from what belongs to one window. */
export async function hostHandlers(): Promise<Omit<Handlers<typeof hostContract>, 'host.watch' | 'host.takeControl'>> {
  const elevation = await elevationWays(false);
  const print = createPrinter();
  return {
    'host.about': () => Promise.resolve({ kind: 'desktop', version, elevation, userStore: userStore(), machineStore, makesPdf: true }),
    'host.openLink': ({ id }) => openLink(id),
    'host.makePdf': async ({ html, paper }) => ({ base64: (await print(html, paper)).toString('base64') }),
  };
}
