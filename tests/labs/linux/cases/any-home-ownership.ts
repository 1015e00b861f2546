import { type LabCase, verdict } from '../case.ts';

const home = '/home/alice';
const files = ['.Xauthority', '.ICEauthority', '.cache'].map((name) => `${home}/${name}`);

export const homeOwnership: LabCase = {
  id: 'any-home-ownership',
  routines: [`any-home-ownership=${files.join(',')}`],
  title: "sudo of a graphical program: alice's .Xauthority, .ICEauthority and .cache belong to root",
  settle: async (machine) => {
    await machine.must(['sh', '-c', 'cd; touch .Xauthority .ICEauthority; chmod 600 .Xauthority .ICEauthority; mkdir -p .cache/app'], {
      user: 'alice',
    });
  },
  inject: async (machine) => {
    await machine.must(['chown', '-R', 'root:root', ...files]);
  },
  oracle: async (machine) => {
    // Could xauth, the session manager and programs write what they need?
    const may = `cd ${home}; for f in .Xauthority .ICEauthority .cache; do [ ! -e $f ] || [ -w $f ] || exit 1; done`;
    const tried = await machine.run(['setpriv', '--reuid=alice', '--regid=alice', '--clear-groups', 'sh', '-c', may]);
    const owned = await machine.run(['find', home, '-maxdepth', '1', '-uid', '0', '!', '-name', '*.rescuepc-aside']);
    return verdict([
      [tried.code === 0, `alice may write: ${tried.code}`],
      [owned.stdout.trim() === '', owned.stdout.trim().replaceAll('\n', ', ') || 'nothing of root in her home'],
    ]);
  },
  allowedChanges: files.flatMap((file) => [file, `${file}/**`, `${file}.rescuepc-aside`, `${file}.rescuepc-aside/**`]),
  undo: 'exact',
  exactPaths: () => files,
};
