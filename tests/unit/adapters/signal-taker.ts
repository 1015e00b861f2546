import { outlastSignals } from '../../../src-main/adapters/signals.ts';

/** A process that outlasts signals, and answers each line with the same. */
outlastSignals();
process.stdin.on('end', () => process.exit(0));
process.stdin.pipe(process.stdout);
process.stdout.write('ready\n');
