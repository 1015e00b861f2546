import { expect, test } from 'vitest';
import { redact } from '../../../src-main/core/redact.js';
import { aptSources } from '../../../src-main/core/facts/apt-sources.js';
import { debBadSourceDisable } from '../../../src-main/core/routines/linux/deb-bad-source-disable.js';
import { commandStep, contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { drive } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const secret = 'hunter2';

test.each([
  `password=${secret}`,
  `Password: ${secret}`,
  `passwd = ${secret}`,
  `pwd=${secret}`,
  `passphrase="${secret} with spaces"`,
  `secret='${secret}'`,
  `token: ${secret}`,
  `api_key=${secret}`,
  `apikey=${secret}`,
  `API-KEY: ${secret}`,
  `Authorization: Bearer ${secret}`,
  `authorization: basic ${secret}`,
  `tool --password ${secret} --rest`,
  `tool --token=${secret}`,
  `deb https://user:${secret}@host.example/debian stable main`,
  `ftp://u:${secret}@h/`,
])('hides the secret in: %s', (text) => {
  expect(redact(text)).not.toContain(secret);
  expect(redact(text)).toContain('[hidden]');
});

test.each([
  'the password file /etc/passwd is readable by everybody',
  'no token ring here',
  'https://host.example:8080/path@v2',
  'user@host.example',
  'Depends: libsecret-1-0 (>= 0.7)',
])('leaves alone: %s', (text) => {
  expect(redact(text)).toBe(text);
});

test.each([
  `DB_PASSWORD=${secret}`,
  `AWS_SECRET_ACCESS_KEY=${secret}`,
  `access_token=${secret}`,
  `{"password":"${secret}"}`,
  `https://${secret}@host.example/`,
])('hides the secret in: %s', (text) => {
  expect(redact(text)).not.toContain(secret);
});

/** Everything that a run lets out: the plan, its events, its journal. */
async function letOut(argv: readonly string[], answer: { stdout?: string; stderr?: string; code?: number }) {
  const world = createFakeWorld();
  world.exec.on(argv[0] ?? '', answer);
  const { routine, fact } = contentRoutine(
    'r',
    { '/etc/x': 'good' },
    { extra: [commandStep(argv, { onFailure: 'keep', item: '/etc/x' })] },
  );
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const plan = await driver.plan();
  const ran = await driver.run(plan);
  const journal = world.store.folders.get(ran.run)?.journal ?? '';
  return { journal, logs: ran.events.filter((event) => event.type === 'log' || event.type === 'step-failed'), plan, events: ran.events };
}

test('what a command prints is logged without secrets', async () => {
  const { logs } = await letOut(['tool'], { stdout: `connecting with password=${secret}\n` });
  expect(JSON.stringify(logs)).toContain('[hidden]');
  expect(JSON.stringify(logs)).not.toContain(secret);
});

test('how a step failed is told without secrets', async () => {
  const { logs } = await letOut(['tool'], { code: 1, stderr: `refused: token=${secret}\n` });
  expect(JSON.stringify(logs)).toContain('token=[hidden]');
  expect(JSON.stringify(logs)).not.toContain(secret);
});

test('the reason in the outcome of a routine is told and journaled without secrets', async () => {
  const { journal, events } = await letOut(['tool'], { code: 1, stderr: `refused: token=${secret}\n` });
  expect(journal).not.toContain(secret);
  expect(JSON.stringify(events)).not.toContain(secret);
});

test('a secret among the words of a command stands neither in the plan, nor in the events, nor in the journal', async () => {
  const { journal, plan, events } = await letOut(['tool', `--password=${secret}`], {});
  expect(journal).not.toContain(secret);
  expect(JSON.stringify(events)).not.toContain(secret);
  expect(
    JSON.stringify(plan.routines.map((routine) => routine.stages[0]?.steps.map(({ does, commands }) => [does, commands]))),
  ).not.toContain(secret);
});

test('a secret that follows an option as a word of its own is hidden', async () => {
  const { journal } = await letOut(['tool', '--password', secret], {});
  expect(journal).not.toContain(secret);
});

test('the password of a package source stands in no journal (evidence of the real routine)', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/apt/sources.list', `deb htp://user:${secret}@host.example/debian stable main\n`);
  for (const method of ['http', 'https']) world.files.put(`/usr/lib/apt/methods/${method}`, '');
  const driver = drive(world, fakeCatalogue([debBadSourceDisable], [aptSources]));
  const { run } = await driver.repair();
  const journal = world.store.folders.get(run)?.journal ?? '';
  expect(journal).toContain('deb-bad-source-disable');
  expect(journal).not.toContain(secret);
});

test('the plan of a hosts or source line shows it without its password', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/apt/sources.list', `deb htp://user:${secret}@host.example/debian stable main\n`);
  for (const method of ['http', 'https']) world.files.put(`/usr/lib/apt/methods/${method}`, '');
  const plan = await drive(world, fakeCatalogue([debBadSourceDisable], [aptSources])).plan();
  const said = plan.routines.flatMap((routine) => routine.stages.flatMap((stage) => stage.steps.flatMap((step) => step.does)));
  expect(said.join('\n')).toContain('[hidden]@host.example');
  expect(said.join('\n')).not.toContain(secret);
});

test('what is said about a file whose name sounds like a secret stays readable', () => {
  for (const text of ['/etc/passwd: others can change who exists', '/srv/token: belongs to nobody']) expect(redact(text)).toBe(text);
  for (const text of ['passwd: hunter2', 'x=/passwd=hunter2', 'https://x/?token=hunter2']) expect(redact(text)).not.toContain('hunter2');
});
