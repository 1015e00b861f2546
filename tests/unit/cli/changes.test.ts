import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { documentSchemas } from '../../../src-shared/contract/documents.js';
import { scanNow } from '../../../src-main/hosts/cli/scan-now.js';
import { tempFolder } from '../adapters/temp.js';
import { fakeApp } from '../../fakes/fake-app.js';
import { fakeCatalogue, fakeFact, known } from '../../fakes/fake-catalogue.js';
import { createFakeWorld } from '../../fakes/fake-world.js';
import { built } from './built.js';

test('changes: the earliest and the newest whole scan since a moment', async () => {
  let zone = 'Rome';
  const fact = fakeFact('local-time', () => ({ ...known({ zone }), evidence: [{ source: 'zone', line: zone, meaning: '' }] }));
  const app = fakeApp(createFakeWorld(), createFakeWorld(), fakeCatalogue([], [fact]));
  const scan = async (only?: string[]): Promise<string> => {
    const request = { cost: 'default' as const, root: '/', ...(only ? { only } : {}) };
    return (await scanNow(app, request)).scan.startedAt;
  };
  const machineChanges = async (since: string): Promise<unknown> => (await app['history.changes']({ since })).machine;
  const begun = await scan();
  expect(await machineChanges(begun)).toBeNull();
  zone = 'Oslo';
  const second = await scan();
  zone = 'Cairo';
  await scan(['local-time']);
  expect(await machineChanges(begun)).toMatchObject({ facts: [{ id: 'local-time', before: 'zone: Rome', after: 'zone: Oslo' }] });
  expect(await machineChanges(second)).toBeNull();
});

test('changes --json: the document has both parts; words for people keep them apart', async () => {
  const home = await tempFolder();
  await built(home, 'scan', '--quick', '--json');
  const alone = await built(home, 'changes', '--since', '2026-01-01', '--json');
  expect(JSON.parse(alone.out)).toMatchObject({ type: 'changes', changes: [], machine: null });
  await built(home, 'scan', '--quick', '--json');
  const document: unknown = JSON.parse((await built(home, 'changes', '--since', '2026-01-01', '--json')).out);
  const schema = documentSchemas['changes'];
  expect(schema && [...Value.Errors(schema, document)]).toEqual([]);
  expect(document).toMatchObject({ machine: { gone: [], new: [] } });
  const { out } = await built(home, 'changes', '--since', '2026-01-01');
  expect(out).toMatch(/Changed by us[\s\S]*Changed since on the machine/);
});
