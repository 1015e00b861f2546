import { dialog, type BrowserWindow } from 'electron';
import type { WorkerCopy } from '../../adapters/worker-install.js';
import type { Words } from './words.js';

/** Questions of the desktop host. Each is a dialog of the system, above the window where there is one; what is closed means no. */
export function createDialogs(window: () => BrowserWindow | null, say: () => Words) {
  async function yes(question: { message: string; detail: string; yes: string; no: string }): Promise<boolean> {
    const options = {
      type: 'question' as const,
      message: question.message,
      detail: question.detail,
      buttons: [question.no, question.yes],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const parent = window();
    const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
    return response === 1;
  }
  return {
    mayQuit: () => yes({ message: say().atWork, detail: say().atWorkWhy, yes: say().stopAndQuit, no: say().stay }),
    mayInstall: ({ folder, files, sha256 }: WorkerCopy) =>
      yes({
        message: say().install,
        detail: say().installWhy(folder, files.length, sha256),
        yes: say().installYes,
        no: say().installNo,
      }),
    openAgain: () => yes({ message: say().broken, detail: say().brokenWhy, yes: say().openAgain, no: say().close }),
  };
}
