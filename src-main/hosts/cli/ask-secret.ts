import { AppError } from '../../../src-shared/errors.js';
import { terminalText } from '../terminal-text.js';

/**
 * Asks for a secret on the terminal; what is typed is not shown. '' at an empty line or the end of input.
 * AppError cancelled on Ctrl-C.
 */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stdin.setRawMode(true);
  stderr.write(terminalText(question));
  const typed: number[] = [];
  try {
    for (;;) {
      for (const byte of await nextBytes()) {
        if (byte === 13 || byte === 10 || byte === 4) return Buffer.from(typed).toString('utf8');
        if (byte === 3) throw new AppError('cancelled', 'Cancelled.');
        if (byte === 21) typed.length = 0;
        else if (byte === 127 || byte === 8) takeLast(typed);
        else typed.push(byte);
      }
    }
  } finally {
    typed.fill(0);
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** What the terminal sends next; the byte of Ctrl-D where it sends nothing more. */
function nextBytes(): Promise<Iterable<number>> {
  return new Promise((resolve) => {
    const { stdin } = process;
    const done = (bytes: Iterable<number>): void => {
      stdin.off('data', onData);
      stdin.off('end', onEnd);
      stdin.pause();
      resolve(bytes);
    };
    const onData = (chunk: Buffer): void => done(chunk);
    const onEnd = (): void => done([4]);
    stdin.on('data', onData);
    stdin.on('end', onEnd);
    stdin.resume();
  });
}

/** One character back, however many bytes of UTF-8 it has. */
function takeLast(typed: number[]): void {
  while (typed.length > 0) {
    const byte = typed.pop() ?? 0;
    if ((byte & 0xc0) !== 0x80) return;
  }
}
