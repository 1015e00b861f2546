import { createHash } from 'node:crypto';

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** One character a byte, so that any bytes survive being handled as lines. */
export function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

export function fromLatin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** Text for people from lines held one character a byte. */
export function latin1ToWords(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

/** Text as lines are held: one character a byte of its UTF-8. */
export function wordsToLatin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** 1536 -> "1.5 kB" (powers of 1000, as disks are sold). */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
