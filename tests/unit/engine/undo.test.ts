import { expect, test } from 'vitest';
import { commandStep, contentRoutine, fakeCatalogue, writeStep, type FakeRoutine } from '../../fakes/fake-catalogue.js';
import type { StepBody } from '../../../src-shared/contract/step.js';
import { drive } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

type Part = ReturnType<typeof contentRoutine>;

function setup(...parts: Part[]) {
  const world = createFakeWorld();
  const catalogue = fakeCatalogue(
    parts.map((part) => part.routine),
    parts.map((part) => part.fact),
  );
  return { world, driver: drive(world, catalogue) };
}
const two = () => setup(contentRoutine('a', { '/etc/a1': 'good', '/etc/a2': 'good' }), contentRoutine('b', { '/etc/b': 'good' }));
const withSteps = (id: string, wanted: Record<string, string>, steps: StepBody[], more: Partial<FakeRoutine> = {}): Part =>
  contentRoutine(id, wanted, { plan: () => [{ onlyIf: 'always', steps }], ...more });
const inShort = (steps: readonly { id: string; result: string }[]): string[] => steps.map((step) => `${step.id} ${step.result}`);

test('a whole run is taken back, the newest step first', async () => {
  const { world, driver } = two();
  world.files.put('/etc/a1', 'old', { mode: 0o640, uid: 1, gid: 2, xattrs: { 'user.k': 'dg==' }, flags: 'i' });
  const before = world.files.tree('/etc');
  const { run } = await driver.repair();
  expect(inShort(await driver.undo(run))).toEqual(['b/1.1 restored', 'a/1.2 restored', 'a/1.1 restored']);
  expect(world.files.tree('/etc')).toEqual(before);
});

test('one routine, and one step, can be taken back alone', async () => {
  const { world, driver } = two();
  const { run } = await driver.repair();
  expect(inShort(await driver.undo(run, { routine: 'b' }))).toEqual(['b/1.1 restored']);
  expect(inShort(await driver.undo(run, { routine: 'a', step: '1.1' }))).toEqual(['a/1.1 restored']);
  expect(['a1', 'a2', 'b'].map((name) => world.files.text(`/etc/${name}`))).toEqual([undefined, 'good', undefined]);
});

test('a step or routine that the run does not have is not found, with those it has', async () => {
  const { driver } = two();
  const { run } = await driver.repair();
  await expect(driver.undo(run, { routine: 'zzz' })).rejects.toMatchObject({ code: 'not-found', hint: 'Its steps: a/1.1, a/1.2, b/1.1.' });
  await expect(driver.undo(run, { routine: 'a', step: '9.9' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(driver.undo('20260101-000000-000000')).rejects.toMatchObject({ code: 'not-found' });
});

test('a preview says what would happen and changes nothing', async () => {
  const { world, driver } = two();
  const { run } = await driver.repair();
  const before = world.files.tree();
  expect(inShort(await driver.undo(run, { preview: true }))).toEqual(['b/1.1 restored', 'a/1.2 restored', 'a/1.1 restored']);
  expect(world.files.tree()).toEqual(before);
  expect((await driver.rows(run)).at(-1)?.type).toBe('finished');
});

test('what is back already is left alone and said', async () => {
  const { world, driver } = two();
  const { run } = await driver.repair();
  world.files.delete('/etc/b');
  expect(inShort(await driver.undo(run, { routine: 'b' }))).toEqual(['b/1.1 already']);
  expect(inShort(await driver.undo(run, { routine: 'b', preview: true }))).toEqual(['b/1.1 already']);
});

test('a second undo finds everything back', async () => {
  const { world, driver } = two();
  const { run } = await driver.repair();
  await driver.undo(run);
  const before = world.files.tree();
  expect(inShort(await driver.undo(run))).toEqual(['b/1.1 already', 'a/1.2 already', 'a/1.1 already']);
  expect(world.files.tree()).toEqual(before);
});

test('what was changed since is a conflict, and stays until a person decides to overwrite it', async () => {
  const { world, driver } = two();
  world.files.put('/etc/b', 'old');
  const { run } = await driver.repair();
  world.files.put('/etc/b', 'newer work');
  expect(inShort(await driver.undo(run, { preview: true }))).toContain('b/1.1 conflict');
  expect(inShort(await driver.undo(run))).toContain('b/1.1 conflict');
  expect(world.files.text('/etc/b')).toBe('newer work');
  expect(inShort(await driver.undo(run, { overwrite: ['b/1.1'], routine: 'b' }))).toEqual(['b/1.1 restored']);
  expect(world.files.text('/etc/b')).toBe('old');
});

test('the preview of a conflict shows both sides: texts that all may read, without secrets; of others only what they are', async () => {
  const { world, driver } = two();
  world.files.put('/etc/a1', 'old\npassword=hunter2\n', { mode: 0o644 });
  world.files.put('/etc/b', 'only for root', { mode: 0o600 });
  const { run } = await driver.repair();
  world.files.put('/etc/a1', 'mine', { mode: 0o644 });
  world.files.put('/etc/b', 'mine too', { mode: 0o600 });
  const [b, , a1] = await driver.undo(run, { preview: true });
  expect(a1?.sides).toEqual({ kept: 'old\npassword=[hidden]\n', now: 'mine' });
  expect(b?.sides?.kept).toMatch(/mode: 600/);
  expect(JSON.stringify(b)).not.toMatch(/only for root|mine too/);
});

test('an owner, a mode or an attribute that was changed since is a conflict too', async () => {
  for (const change of [{ mode: 0o600 }, { uid: 7 }, { gid: 7 }, { flags: 'i' }, { xattrs: { 'user.x': 'eA==' } }]) {
    const { world, driver } = two();
    const { run } = await driver.repair();
    world.files.put('/etc/b', 'good', change);
    expect(inShort(await driver.undo(run, { routine: 'b' }))).toEqual(['b/1.1 conflict']);
  }
});

test('a later run on the same object has to be taken back first', async () => {
  const world = createFakeWorld();
  const first = contentRoutine('first', { '/etc/x': 'one' });
  const second = contentRoutine('second', { '/etc/x': 'two' });
  const driver = drive(world, fakeCatalogue([first.routine, second.routine], [first.fact, second.fact]));
  const one = await driver.repair({ selection: [{ routine: 'first' }] });
  const other = await driver.repair({ selection: [{ routine: 'second' }] });
  const [conflict] = await driver.undo(one.run);
  expect(conflict).toMatchObject({
    result: 'conflict',
    message: `A later run, ${other.run}, changed the same thing; undo that one first.`,
  });
  expect(world.files.text('/etc/x')).toBe('two');
  expect(inShort(await driver.undo(other.run))).toEqual(['second/1.1 restored']);
  expect(inShort(await driver.undo(one.run))).toEqual(['first/1.1 restored']);
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('what would put an infection back is asked for again, whatever else was agreed to', async () => {
  const { world, driver } = setup(contentRoutine('r', { '/etc/x': 'good' }, { undoWarning: 'This puts the infection back.' }));
  const { run } = await driver.repair();
  expect(await driver.undo(run, { preview: true })).toMatchObject([{ warning: 'This puts the infection back.' }]);
  await expect(driver.undo(run)).rejects.toMatchObject({ code: 'consent-needed' });
  await expect(driver.undo(run, { overwrite: ['r/1.1'], warned: ['other'] })).rejects.toMatchObject({ code: 'consent-needed' });
  expect(world.files.text('/etc/x')).toBe('good');
  expect(inShort(await driver.undo(run, { warned: ['r'] }))).toEqual(['r/1.1 restored']);
});

test('refresh commands run once after all is back, each once', async () => {
  const refresh = [['reload'], ['rebuild', 'it']];
  const { world, driver } = setup(
    withSteps('r', { '/etc/x': 'good' }, [
      writeStep('/etc/x', 'good', { refresh }),
      writeStep('/etc/y', 'good', { refresh: [['reload']] }),
    ]),
  );
  world.exec.on('reload', {});
  world.exec.on('rebuild', {});
  const { run } = await driver.repair();
  world.exec.ran.length = 0;
  await driver.undo(run);
  expect(world.exec.ran.toSorted()).toEqual(['rebuild it', 'reload']);
});

test('what cannot be undone says why, before and after', async () => {
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [writeStep('/etc/x', 'good'), commandStep(['forward'])]));
  world.exec.on('forward', {});
  const { run } = await driver.repair();
  const expected = { id: 'r/1.2', result: 'not-possible', message: 'It cannot be undone.' };
  expect(await driver.undo(run, { preview: true })).toContainEqual(expect.objectContaining(expected));
  expect(await driver.undo(run)).toContainEqual(expect.objectContaining(expected));
});

test('a backup that is not what was kept is never put back', async () => {
  const { world, driver } = two();
  world.files.put('/etc/b', 'old');
  const { run } = await driver.repair();
  world.store.folders.get(run)?.backups.set('b-1.1.data', new TextEncoder().encode('rotten'));
  const [step] = await driver.undo(run, { routine: 'b' });
  expect(step).toMatchObject({ result: 'not-possible', message: expect.stringContaining('is not what was kept') });
  expect(world.files.text('/etc/b')).toBe('good');
  const { checks } = await driver.verbs['engine.history']({ run, check: true, root: '/' }, new AbortController().signal);
  expect(checks[0]).toMatchObject({ ok: false, problems: ['the backup b-1.1.data was changed after it was kept'] });
});

test('a damaged journal is not acted on', async () => {
  const { world, driver } = two();
  const { run } = await driver.repair();
  const folder = world.store.folders.get(run);
  if (folder) folder.journal = folder.journal.replace('/etc/b', '/etc/c');
  await expect(driver.undo(run)).rejects.toMatchObject({ code: 'damaged' });
  expect(world.files.text('/etc/b')).toBe('good');
});

test('a later run that was itself taken back is no hindrance', async () => {
  const world = createFakeWorld();
  const part = contentRoutine('r', { '/etc/x': 'good' });
  const driver = drive(world, fakeCatalogue([part.routine], [part.fact]));
  world.files.put('/etc/x', 'bad');
  const one = await driver.repair();
  await driver.undo(one.run);
  const other = await driver.repair();
  await driver.undo(other.run);
  expect(inShort(await driver.undo(one.run))).toEqual(['r/1.1 already']);
  expect(world.files.text('/etc/x')).toBe('bad');
});

const watched = [{ kind: 'watched' as const, path: { text: '/etc/x' } }];
const inverse = { kind: 'inverse' as const, argv: ['takes-back'], exact: true, why: 'blocks are kept' };

test('a command with an inverse is taken back by it', async () => {
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { undo: inverse, captures: watched })]));
  world.exec.on('acts', () => (world.files.put('/etc/x', 'good'), {}));
  world.exec.on('takes-back', () => (world.files.delete('/etc/x'), {}));
  const { run } = await driver.repair();
  expect(inShort(await driver.undo(run))).toEqual(['r/1.1 restored']);
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('an inverse that fails is not "restored"', async () => {
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { undo: inverse, captures: watched })]));
  world.exec.on('acts', {});
  world.exec.on('takes-back', { code: 9, stderr: 'no' });
  const { run } = await driver.repair();
  expect(await driver.undo(run)).toMatchObject([{ result: 'not-possible', message: 'takes-back ended with exit code 9: no' }]);
});

test('a second undo does not run an inverse a second time (e2undo would write old blocks again)', async () => {
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { undo: inverse, captures: watched })]));
  world.exec.on('acts', {});
  world.exec.on('takes-back', {});
  const { run } = await driver.repair();
  await driver.undo(run);
  await driver.undo(run);
  expect(world.exec.ran.filter((line) => line === 'takes-back')).toHaveLength(1);
});

test('a second undo of a command whose files are kept finds them back, not in conflict', async () => {
  const captures = [{ kind: 'file' as const, path: { text: '/etc/x' } }];
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { captures, undo: { kind: 'captures' } })]));
  world.exec.on('acts', () => (world.files.put('/etc/x', 'good'), {}));
  const { run } = await driver.repair();
  await driver.undo(run);
  expect(inShort(await driver.undo(run))).toEqual(['r/1.1 already']);
});

test('a file that comes back without all of its attributes is put back, and what it lacks is named', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'bad', { xattrs: { 'system.posix_acl_access': 'QUJD' }, flags: 'i' });
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const { run } = await driver.repair();
  const { replace } = world.files;
  // As where setfattr or chattr fails: the file is written, and these are not.
  world.files.replace = (path, bytes, { mode, attributes }) =>
    replace(path, bytes, { mode, ...(attributes ? { attributes: { ...attributes, xattrs: {}, flags: '' } } : {}) });
  const [step] = await driver.undo(run);
  expect(world.files.text('/etc/x')).toBe('bad');
  expect(step).toMatchObject({ result: 'restored', message: 'It was put back, but not all of it is as before: flags, xattrs.' });
});

test('an inverse does not run over what was changed since, unless a person decides so', async () => {
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { undo: inverse, captures: watched })]));
  world.exec.on('acts', () => (world.files.put('/etc/x', 'good'), {}));
  world.exec.on('takes-back', () => (world.files.delete('/etc/x'), {}));
  const { run } = await driver.repair();
  world.files.put('/etc/x', 'mine');
  expect(inShort(await driver.undo(run, { preview: true }))).toEqual(['r/1.1 conflict']);
  expect(inShort(await driver.undo(run))).toEqual(['r/1.1 conflict']);
  expect(world.files.text('/etc/x')).toBe('mine');
  expect(inShort(await driver.undo(run, { overwrite: ['r/1.1'] }))).toEqual(['r/1.1 restored']);
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('an inverse whose work is gone already does not run', async () => {
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { undo: inverse, captures: watched })]));
  world.exec.on('acts', () => (world.files.put('/etc/x', 'good'), {}));
  const { run } = await driver.repair();
  world.files.delete('/etc/x');
  expect(inShort(await driver.undo(run))).toEqual(['r/1.1 already']);
});

test('an inverse of which nobody recorded what it takes back is asked about', async () => {
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { undo: inverse })]));
  world.exec.on('acts', {});
  world.exec.on('takes-back', {});
  const { run } = await driver.repair();
  const [step] = await driver.undo(run);
  expect(step).toMatchObject({ result: 'conflict', message: expect.stringContaining('is not known') as string });
  expect(world.exec.ran).not.toContain('takes-back');
});

test('a switch that somebody has moved since is a conflict; one that answered late is not', async () => {
  for (const [late, expected] of [
    [false, 'conflict'],
    [true, 'restored'],
  ] as const) {
    let state = 'off';
    const captures = [{ kind: 'answer' as const, argv: ['radio'], words: ['it is on', 'it is off'] }];
    const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['switches'], { undo: inverse, captures })]));
    world.exec.on('radio', () => ({ stdout: `it is ${state}` }));
    world.exec.on('switches', () => ((state = late ? 'off' : 'on'), {}));
    world.exec.on('takes-back', {});
    const { run } = await driver.repair();
    state = late ? 'on' : 'broken';
    expect(inShort(await driver.undo(run))).toEqual([`r/1.1 ${expected}`]);
  }
});

test('a folder that is kept and that somebody has changed since is not written over', async () => {
  const captures = [{ kind: 'tree' as const, path: { text: '/etc/certs' } }];
  const { world, driver } = setup(withSteps('r', { '/etc/x': 'good' }, [commandStep(['acts'], { captures, undo: { kind: 'captures' } })]));
  world.files.put('/etc/certs/one', 'old');
  world.exec.on('acts', () => (world.files.put('/etc/certs/one', 'better'), {}));
  world.exec.on('tar', ({ argv }) => {
    const file =
      argv
        .find((word) => word.startsWith('--file='))
        ?.split('/')
        .at(-1) ?? '';
    [...world.store.folders.values()].at(-1)?.backups.set(file, Uint8Array.from([1]));
    return {};
  });
  const { run } = await driver.repair();
  expect(inShort(await driver.undo(run, { preview: true }))).toEqual(['r/1.1 restored']);
  world.files.put('/etc/certs/mine', 'a new one');
  expect(inShort(await driver.undo(run))).toEqual(['r/1.1 conflict']);
  expect(world.exec.ran.some((line) => line.startsWith('tar --extract'))).toBe(false);
});
