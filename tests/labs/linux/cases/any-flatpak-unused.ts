import { contentOf, type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const folder = '/srv/lab-flatpak';
/** What alice wrote with the program that is gone. */
const letter = '/home/alice/.var/app/org.lab.Gone/data/letter.odt';

export const flatpakUnused: LabCase = {
  id: 'any-flatpak-unused',
  routines: ['any-flatpak-unused'],
  title: 'a flatpak program was removed and its runtime stayed; another one is in use, a third is pinned',
  machine: { sizeMb: 900, packages: ['flatpak'] },
  settle: async (machine) => {
    await machine.must(['sh', '-c', repository], { env: { HOME: '/root' } });
    await flatpak(machine, ['install', '--system', '--noninteractive', 'lab', 'org.lab.App']);
    await machine.must(['sh', '-c', 'mkdir -p "$(dirname "$1")"; echo "only here" >"$1"', 'sh', letter], { user: 'alice' });
    // Who installs a runtime by its own name keeps it: flatpak pins it.
    await flatpak(machine, ['install', '--system', '--noninteractive', 'lab', 'runtime/org.lab.Pinned/x86_64/1']);
  },
  inject: async (machine) => {
    await flatpak(machine, ['install', '--system', '--noninteractive', 'lab', 'org.lab.Gone']);
    await flatpak(machine, ['uninstall', '--system', '--noninteractive', 'org.lab.Gone']);
  },
  oracle: async (machine) => {
    const list = await flatpak(machine, ['list', '--system', '--all', '--columns=ref']);
    const has = (name: string): boolean => list.includes(name);
    return verdict([
      [!has('org.lab.Old'), has('org.lab.Old') ? 'the old runtime is there' : 'no old runtime'],
      [has('org.lab.App') && has('org.lab.Runtime') && has('org.lab.Pinned'), `${list.trim().split('\n').length} installed`],
    ]);
  },
  precious: contentOf(letter),
  allowedChanges: ['/var/lib/flatpak', '/var/lib/flatpak/**', '/root/.local/share/flatpak/**'],
  undo: 'none',
  expect: { undoCode: 3 },
};

function flatpak(machine: Machine, args: readonly string[]): Promise<string> {
  return machine.must(['flatpak', ...args], { env: { HOME: '/root' } });
}

/** Three runtimes and two programs of a few bytes, exported into a repository that is a folder. */
const repository = `set -e
mkdir ${folder}; cd ${folder}
for name in Runtime Old Pinned; do
  id=org.lab.$name; mkdir -p $name/files; head -c 200000 /dev/urandom >$name/files/content
  printf "[Runtime]\\nname=$id\\nruntime=$id/x86_64/1\\nsdk=$id/x86_64/1\\n" >$name/metadata
  flatpak build-export --runtime --files=files repo $name 1
done
for pair in App:Runtime Gone:Old; do
  name=\${pair%:*}; base=org.lab.\${pair#*:}/x86_64/1; mkdir -p $name/files/bin $name/export; echo >$name/files/bin/app
  printf "[Application]\\nname=org.lab.$name\\nruntime=$base\\nsdk=$base\\ncommand=app\\n" >$name/metadata
  flatpak build-export repo $name 1
done
flatpak remote-add --system --no-gpg-verify lab file://${folder}/repo
`;
