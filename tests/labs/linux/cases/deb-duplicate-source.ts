import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';

const list = '/etc/apt/sources.list.d/again.list';
const sources = '/etc/apt/sources.list.d/third.sources';

export const duplicateSource: LabCase = {
  id: 'deb-duplicate-source',
  routines: ['deb-duplicate-source'],
  title: 'the same package source three times: as a line, and as a stanza of the new form',
  inject: async (machine) => {
    machine.write(list, `# added by an installer\ndeb [trusted=yes] file:${packageDir}/ ./\n`);
    machine.write(sources, `# the same\nTypes: deb\nURIs: file:${packageDir}\nSuites: ./\nTrusted: yes\n`);
  },
  oracle: nothingTwice,
  allowedChanges: [list, sources],
  undo: 'exact',
  exactPaths: () => [list, sources, '/etc/apt/sources.list'],
};

/** apt itself, fetching into a folder of its own; and that the packages are still there. */
export async function nothingTwice(machine: Machine): Promise<Verdict> {
  const script = [
    'd=$(mktemp -d)',
    'mkdir -p $d/lists/partial $d/cache/archives/partial',
    'o="-o Dir::State::lists=$d/lists -o Dir::Cache=$d/cache -o APT::Sandbox::User=root"',
    'apt-get update -q --error-on=any $o 2>&1 >/dev/null | grep -c "configured multiple times"',
    'apt-cache $o policy lab-app | grep -c "Candidate: 1.0"',
    'rm -r $d',
  ];
  const [twice = '', there = ''] = (await machine.must(['sh', '-c', script.join('\n')])).split('\n');
  return verdict([
    [twice === '0', `${twice} named twice`],
    [there === '1', there === '1' ? 'packages there' : 'packages lost'],
  ]);
}
