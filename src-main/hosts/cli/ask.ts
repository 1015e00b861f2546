import { createInterface } from 'node:readline/promises';
import { terminalText } from '../terminal-text.js';

/** Asks a yes-or-no question on the terminal; anything but y or yes is no, and so is the end of input. */
export async function askYesNo(question: string): Promise<boolean> {
  const asker = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<string>((resolve) => asker.once('close', () => resolve('')));
    const answer = await Promise.race([asker.question(terminalText(`${question} [y/N] `)), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    asker.close();
  }
}
