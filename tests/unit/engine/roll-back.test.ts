import { expect, test } from 'vitest';
import { AppError } from '../../../src-shared/errors.js';
import type { FakeWorld } from '../../fakes/fake-world.js';
import { contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { drive, outcomesOf } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

/* A repair fails at its third step, and a roll-back meets trouble of its own. */

function threeFiles() {
  const world = createFakeWorld();
  for (const name of ['/etc/a', '/etc/b', '/etc/c']) world.files.put(name, 'bad');
  const { routine, fact } = contentRoutine('r', { '/etc/a': 'good', '/etc/b': 'good', '/etc/c': 'good' });
  return { world, driver: drive(world, fakeCatalogue([routine], [fact])) };
}

/** From the moment the third file is written, `trouble` holds. The returned function ends it. */
function failAtThird(world: FakeWorld, trouble: () => () => void): () => void {
  const { replace } = world.files;
  let end = (): void => undefined;
  world.files.replace = async (path, bytes, options) => {
    if (path.text !== '/etc/c') return replace(path, bytes, options);
    end = trouble();
    throw new AppError('no-space', '/etc/c has no room: the disk is full.');
  };
  return () => {
    world.files.replace = replace;
    end();
  };
}

const texts = (world: FakeWorld): (string | undefined)[] => ['/etc/a', '/etc/b', '/etc/c'].map((name) => world.files.text(name));

test('a step whose place cannot be looked at does not keep the others from being taken back', async () => {
  const { world, driver } = threeFiles();
  const { stat } = world.files;
  failAtThird(world, () => {
    world.files.stat = (path) => {
      if (path.text === '/etc/b') return Promise.reject(new AppError('io-error', '/etc/b cannot be read: the disk reports an error.'));
      return stat(path);
    };
    return () => (world.files.stat = stat);
  });
  const ran = await driver.repair();
  expect(texts(world)).toEqual(['bad', 'good', 'bad']);
  expect(outcomesOf(ran)).toEqual({ r: 'not-repaired (error)' });
  expect(ran.finished?.routines[0]?.message).toMatch(/disk is full[\s\S]*could not be taken back: [^;]*\/etc\/b[^;]*reports an error/);
});

test('what a failed roll-back has left can be taken back later', async () => {
  const { world, driver } = threeFiles();
  const { saveBackup } = { saveBackup: world.files.replace };
  const heal = failAtThird(world, () => {
    world.files.put('/etc/c', 'half');
    world.files.replace = () => Promise.reject(new AppError('no-space', 'The disk is full.'));
    return () => (world.files.replace = saveBackup);
  });
  const ran = await driver.repair();
  expect(texts(world)).toEqual(['good', 'good', 'half']);
  expect(outcomesOf(ran)).toEqual({ r: 'not-repaired (error)' });
  expect(ran.finished?.routines[0]?.message).toMatch(/could not be taken back: .*\/etc\/c.*\/etc\/b.*\/etc\/a/);
  heal();
  const undone = await driver.undo(ran.run);
  expect(undone.map(({ result }) => result)).toEqual(['restored', 'restored', 'restored']);
  expect(texts(world)).toEqual(['bad', 'bad', 'bad']);
});

test('a plan that has changed half-way, and a roll-back that fails: not repaired, instead of not run', async () => {
  const { world, driver } = threeFiles();
  const { replace } = world.files;
  world.files.replace = async (path, bytes, options) => {
    if (path.text === '/etc/a' && world.files.text('/etc/a') === 'good') throw new AppError('io-error', 'The disk reports an error.');
    await replace(path, bytes, options);
    if (path.text === '/etc/a') world.files.put('/etc/b', 'somebody else');
  };
  const ran = await driver.repair();
  expect(texts(world)).toEqual(['good', 'somebody else', 'bad']);
  expect(outcomesOf(ran)).toEqual({ r: 'not-repaired (error)' });
});

test('cancelled, and a roll-back that fails: not repaired, and what is left is named', async () => {
  const { world, driver } = threeFiles();
  const { replace } = world.files;
  world.files.replace = async (path, bytes, options) => {
    if (world.files.text(path.text) === 'good') throw new AppError('io-error', 'The disk reports an error.');
    await replace(path, bytes, options);
  };
  const ran = await driver.repair({}, async (event, run) => {
    if (event.type === 'step-done' && event.step === '1.1') await driver.verbs['engine.cancel']({ run }, new AbortController().signal);
  });
  expect(texts(world)[0]).toBe('good');
  expect(ran.finished?.routines[0]).toMatchObject({
    outcome: 'not-repaired',
    message: expect.stringMatching(/could not be taken back: .*\/etc\/a/) as string,
  });
  expect(ran.finished?.cancelled).toBe(true);
});
