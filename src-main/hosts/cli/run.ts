import { toAppError } from '../../../src-shared/errors.js';
import { AppError } from '../../../src-shared/errors.js';
import { version } from '../version.js';
import { exitOfError } from './exit-codes.js';
import { createOutput } from './output.js';
import { commandHelp, commands, generalHelp } from './commands/index.js';

/** Runs one command line and returns its exit code. Nothing is thrown; what failed is said, with what to do. */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const output = createOutput(args.includes('--json'), args.includes('--no-color'));
  try {
    if (name === '--version') {
      if (output.json) output.document({ v: 1, type: 'version', version });
      else output.say(version);
      return 0;
    }
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      output.say(generalHelp);
      return name === undefined ? 2 : 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new AppError('usage', `There is no command '${name}'.`, "'rescuepc --help' lists them.");
    if (rest.includes('--help') || rest.includes('-h')) {
      output.say(commandHelp(name));
      return 0;
    }
    useHome(rest);
    const { main } = await command.load();
    return await main(rest, output, name);
  } catch (thrown) {
    const error = toAppError(thrown);
    output.error(error);
    if (error.code === 'internal' && process.env['RESCUEPC_DEBUG'] !== undefined) output.note(error.stack ?? '');
    return exitOfError(error);
  }
}

/** `--home DIR` is the same as RESCUEPC_HOME. */
function useHome(args: readonly string[]): void {
  const at = args.findIndex((word) => word === '--home' || word.startsWith('--home='));
  if (at < 0) return;
  const word = args[at] ?? '';
  const folder = word.includes('=') ? word.slice(word.indexOf('=') + 1) : args[at + 1];
  if (folder === undefined || folder === '') throw new AppError('usage', '--home needs a folder.');
  process.env['RESCUEPC_HOME'] = folder;
}
