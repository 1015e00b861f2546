import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainOutput, type Explanation } from '../../../src-main/core/explain/explain.js';

const folder = fileURLToPath(new URL('../../fixtures/transcripts', import.meta.url));

export type Row = { readonly file: string; readonly command: string; readonly code: number | null; readonly reading: string };

/** Every Linux row of the index; an exit code that nobody kept is null. */
export const rows: readonly Row[] = readFileSync(join(folder, 'INDEX.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .filter(([file = '']) => file.startsWith('linux/'))
  .map(([file = '', , command = '', exit = '', , reading = '']) => ({
    file: file.replace('linux/', ''),
    command,
    code: exit === '?' ? null : Number(exit),
    reading,
  }));

export function bytesOf(file: string): Uint8Array {
  return readFileSync(join(folder, 'linux', file));
}

export function rowOf(file: string): Row {
  const row = rows.find((candidate) => candidate.file === file);
  if (!row) throw new Error(`${file} is not in the index`);
  return row;
}

export type Given = { readonly code?: number | null; readonly on?: 'stdout' | 'stderr'; readonly bytes?: Uint8Array };

/** A sample explained as its row says, or with something changed. */
export function explained(file: string, given: Given = {}): Explanation {
  const row = rowOf(file);
  const { code = row.code, on = 'stdout', bytes = bytesOf(file) } = given;
  return explainOutput(row.command, { stdout: new Uint8Array(), stderr: new Uint8Array(), [on]: bytes, code });
}

export function explainText(command: string, text: string, code: number | null = null): Explanation {
  return explainOutput(command, { stdout: new TextEncoder().encode(text), stderr: new Uint8Array(), code });
}
