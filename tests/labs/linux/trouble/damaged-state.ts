import { hijackHosts, hostsHijack } from '../cases/any-hosts-hijack.ts';
import type { Machine } from '../machine.ts';
import { call, history, last, repair, scan, textOf } from '../product.ts';
import { forge } from '../rights/forge.ts';
import type { Proof, Trial } from '../rights/trial.ts';

const runs = '/var/lib/rescuepc/runs';
const index = '/root/.local/state/rescuepc/index.sqlite';
const records = '/root/.local/state/rescuepc/records';

/** Each damage as a change of the journal's text, and the words that name it. */
const damages: readonly (readonly [string, (journal: string) => string, RegExp])[] = [
  ['a flipped byte', (text) => text.replace('"type":"done"', '"type":"dOne"'), /line \d+ was changed after it was written/],
  ['a row cut out', (text) => withoutLine(text, 3), /line 3 has number 4/],
  ['a row put in', (text) => insertedLine(text), /has number|does not follow/],
  ['a changed time', (text) => text.replace(/"at":"20\d\d/, '"at":"1999'), /was changed after it was written/],
  ['binary rubbish', (text) => `${text.slice(0, 200)}\u0000\u0001\n${text.slice(200)}`, /not a journal row/],
  ['nothing at all', () => '', /./],
];

function withoutLine(text: string, line: number): string {
  return text
    .split('\n')
    .filter((_, at) => at !== line - 1)
    .join('\n');
}

function insertedLine(text: string): string {
  const lines = text.split('\n');
  return [...lines.slice(0, 2), lines[1] ?? '', ...lines.slice(2)].join('\n');
}

async function repairedHosts(machine: Machine): Promise<string> {
  await hostsHijack.settle?.(machine);
  await hijackHosts(machine);
  return textOf(last(await repair(machine, ['any-hosts-hijack']), 'finished'), 'run');
}

/** Journals that are not as they were written: found, named, and nothing is taken back by them. */
export const damagedJournal: Trial = {
  id: 'trouble-damaged-journal',
  title: 'a journal with a flipped byte, a lost, doubled or changed row, a cut last line, a lost or changed backup: said, nothing undone',
  prove: async (machine, proof) => {
    const run = await repairedHosts(machine);
    const path = `${runs}/${run}/journal.ndjson`;
    const journal = machine.read(path).toString();
    const hosts = machine.read('/etc/hosts');
    for (const [what, change, words] of damages) {
      machine.write(path, change(journal));
      proof.says(`${what}: journal verify`, await call(machine, ['journal', 'verify', run]), what === 'nothing at all' ? 0 : 3, words);
      const said = await call(machine, ['undo', run, '--yes']);
      const unharmed = machine.read('/etc/hosts').equals(hosts);
      proof.check(
        unharmed && said.code !== 1 && !/internal error/.test(said.text),
        `${what}: undo, exit ${said.code}: ${said.text.slice(0, 300)}`,
      );
      if (what !== 'nothing at all') proof.refuses(`${what}: undo`, said, 3, /damaged/);
      proof.check((await history(machine)).code === (what === 'nothing at all' ? 0 : 3), `${what}: history does not say so`);
    }
    machine.write(path, `${journal}{"v":1,"seq":99,"at":"2026-`);
    proof.says('a cut last line', await call(machine, ['journal', 'verify', run]), 3, /last line was cut off/);
    const jumped = forge(journal, (line, index) => line.replace(/"at":"20\d\d/, `"at":"20${99 - index}`));
    machine.write(path, jumped);
    proof.says('a clock that jumped back with every row', await call(machine, ['journal', 'verify', run]), 0, /"ok":true/);
    machine.write(path, journal);
    await checkBackups(machine, proof, run, hosts);
  },
};

async function checkBackups(machine: Machine, { check, says }: Proof, run: string, hosts: Buffer): Promise<void> {
  const data = (await machine.must(['sh', '-c', `ls ${runs}/${run}/backup/*.data`])).trim();
  const kept = machine.read(data);
  machine.write(data, 'somebody wrote this', 0o600);
  says('a changed backup', await call(machine, ['journal', 'verify', run]), 3, /was changed after it was kept/);
  const spoilt = await call(machine, ['undo', run, '--yes']);
  check(spoilt.code === 3 && machine.read('/etc/hosts').equals(hosts), `undo from a changed backup: exit ${spoilt.code}`);
  await machine.must(['rm', data]);
  says('a lost backup', await call(machine, ['journal', 'verify', run]), 3, /is gone/);
  machine.write(data, kept, 0o600);
  says('the backup is back', await call(machine, ['undo', run, '--yes']), 0, /"result":"restored"/);
}

/** What a later version wrote is left alone; a broken notebook is set aside. */
export const newerState: Trial = {
  id: 'trouble-newer-state',
  title:
    'a journal or run.json of version 2 and an index of a newer version: left alone and said; a damaged index: set aside, begun anew, jobs and settings still there; a damaged job: named, the others there',
  prove: async (machine, { check, says, refuses }) => {
    const run = await repairedHosts(machine);
    const journal = `${runs}/${run}/journal.ndjson`;
    const about = `${runs}/${run}/run.json`;
    for (const path of [journal, about]) {
      const text = machine.read(path).toString();
      machine.write(path, text.replace('"v":1', '"v":2'));
      for (const command of [
        ['undo', run, '--yes'],
        ['status', run],
        ['recover', run],
      ]) {
        const said = await call(machine, command);
        check(
          [2, 3].includes(said.code ?? -1) && /newer RescuePC/.test(said.text),
          `${path}: ${command[0]}: exit ${said.code}: ${said.text.slice(0, 200)}`,
        );
      }
      says('history', await history(machine), 3, /newer RescuePC/);
      machine.write(path, text);
    }
    await call(machine, ['job', 'open', '--ticket', '1']);
    await call(machine, ['job', 'close']);
    await call(machine, ['job', 'open', '--ticket', '2']);
    await scan(machine);
    const { node, set } = sqlite(index);
    await machine.must([node, '-e', set(99)]);
    const size = (await machine.must(['stat', '-c', '%s', index])).trim();
    const said = await scan(machine);
    check(
      said.code === 3 && /newer RescuePC.*--home/s.test(said.text),
      `scan with a newer index: exit ${said.code}: ${said.text.slice(0, 300)}`,
    );
    refuses('a report from a newer index', await call(machine, ['report', '--out', '/tmp/r.html']), 3, /newer RescuePC/);
    check((await machine.must(['stat', '-c', '%s', index])).trim() === size, 'a newer index was changed');
    await machine.must(['sh', '-c', `rm -f ${index}-wal ${index}-shm; head -c 8192 /dev/urandom >${index}`]);
    const again = await scan(machine);
    check(
      /set aside as/.test(again.text) && last(again, 'scan') !== undefined,
      `a damaged index: exit ${again.code}: ${again.text.slice(0, 300)}`,
    );
    says('history after it', await history(machine), 0, new RegExp(run));
    says('jobs after it', await call(machine, ['job', 'list']), 0, /"ticket":"2".*"ticket":"1".*"unreadable":\[\]/s);
    await machine.must(['sh', '-c', `for job in ${records}/job-*.json; do head -c 60 "$job" >/tmp/job; cat /tmp/job >"$job"; break; done`]);
    says('a damaged job', await call(machine, ['job', 'list']), 0, /"ticket":"2".*is damaged.*Mend its text/s);
  },
};

function sqlite(file: string): { node: string; set: (version: number) => string } {
  const node = '/opt/rescuepc/node_modules/node/bin/node';
  const open = `const db = require('/opt/rescuepc/node_modules/better-sqlite3')('${file}');`;
  return { node, set: (version) => `${open} db.pragma('user_version = ${version}'); db.pragma('wal_checkpoint(TRUNCATE)'); db.close();` };
}
