import { expect, test } from 'vitest';
import { readProfiles } from '../../../src-main/adapters/profiles.js';
import { createTargets } from '../../../src-main/adapters/targets.js';
import { isRoot } from './temp.js';

test.runIf(isRoot)('a child that works as a user and has ended, or was killed by him, is not asked again', async (context) => {
  // It ends at once, as one that its user has killed.
  const targets = createTargets(true, ['/bin/true']);
  const [someone] = await readProfiles(await targets.target({ root: '/' }));
  context.skip(someone === undefined, 'no person has an account here');
  const where = { root: '/', user: someone?.name ?? '' };
  const first = await targets.target(where);
  await expect(first.files.stat({ text: '/' })).rejects.toMatchObject({ code: 'closed' });
  expect(await targets.target(where)).not.toBe(first);
  expect(await targets.target({ root: '/' })).toBe(await targets.target({ root: '/' }));
  targets.close();
});
