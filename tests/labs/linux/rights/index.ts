import { consoleDrop } from './console-drop.ts';
import { consoleKilled } from './console-killed.ts';
import { consoleRefused } from './console-refused.ts';
import { consoleUser } from './console-user.ts';
import { foreignRoots, userWritableProduct } from './foreign-places.ts';
import { foreignState, forgedOwnRun } from './foreign-state.ts';
import { forgedFrames } from './forged-frames.ts';
import { hostileCaller } from './hostile-caller.ts';
import { localUser } from './local-user.ts';
import { noPrompt, noRights } from './no-rights.ts';
import { plantedLinks } from './planted-links.ts';
import { setuidOwners } from './setuid-owners.ts';
import { storeLinks } from './store-links.ts';
import type { Trial } from './trial.ts';
import { linkedCache, swappedFolders } from './swapped-folders.ts';
import { twoStores } from './two-stores.ts';

export { elevatedCases } from './elevated-cases.ts';

/** Who may do what, and attacks on root. */
export const rightsTrials: readonly Trial[] = [
  noRights,
  noPrompt,
  twoStores,
  userWritableProduct,
  foreignRoots,
  forgedFrames,
  hostileCaller,
  plantedLinks,
  swappedFolders,
  linkedCache,
  setuidOwners,
  localUser,
  foreignState,
  forgedOwnRun,
  storeLinks,
  consoleDrop,
  consoleRefused,
  consoleKilled,
  consoleUser,
];
