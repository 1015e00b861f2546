import { app } from 'electron';
import { version } from '../version.js';
import { startDesktop } from './desktop.js';
import { declareScheme } from './scheme.js';

/**
 * The desktop window's entry. What has to be said before Electron is ready is said here, at once. It never runs with the rights of
 * an administrator: what needs them is done by the worker.
 */
function main(): void {
  if (process.argv.includes('--version')) {
    process.stdout.write(`${version}\n`);
    return app.exit(0);
  }
  if (process.getuid?.() === 0) {
    process.stderr.write(
      "rescuepc: The desktop window does not run as root: what shows pages must not have root's rights.\n  Start it as an ordinary user, or use 'rescuepc console' here.\n",
    );
    return app.exit(4);
  }
  app.enableSandbox();
  declareScheme();
  void startDesktop();
}

main();
