import { expect, test, vi } from 'vitest';
import { readProfiles } from '../../../src-main/adapters/profiles.js';
import { createTargets } from '../../../src-main/adapters/targets.js';
import { isRoot } from './temp.js';

test.runIf(isRoot)('a child that works as a user and has ended, or was killed by him, is not asked again', async () => {
  // It ends at once, as one that its user has killed.
  const targets = createTargets(true, ['/bin/true']);
  const [someone] = await readProfiles(await targets.target({ root: '/' }));
  if (someone === undefined) {
    // A machine on which no person has an account: nobody can be worked for.
    await expect(targets.target({ root: '/', user: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
    return;
  }
  const where = { root: '/', user: someone.name };
  const first = await targets.target(where);
  await expect(first.files.stat({ text: '/' })).rejects.toMatchObject({ code: 'closed' });
  expect(await targets.target(where)).not.toBe(first);
  expect(await targets.target({ root: '/' })).toBe(await targets.target({ root: '/' }));
  targets.close();
});

test.runIf(isRoot)('a child that its user has stopped is given up, and no other is started to be stopped', async () => {
  const targets = createTargets(true, ['/usr/bin/sleep', '600']);
  const [someone] = await readProfiles(await targets.target({ root: '/' }));
  if (someone === undefined) return;
  const where = { root: '/', user: someone.name };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  try {
    const { files } = await targets.target(where);
    const asked = files.census({ text: someone.home });
    const ended = expect(asked).rejects.toMatchObject({ code: 'closed' });
    vi.advanceTimersByTime(5 * 60_000);
    await ended;
    await expect(targets.target(where)).rejects.toMatchObject({ code: 'closed' });
    expect((await targets.target({ root: '/' })).root).toBe('/');
  } finally {
    vi.useRealTimers();
    targets.close();
  }
});
