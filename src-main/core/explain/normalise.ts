const escapes = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

/**
 * Captured output as text of lines: UTF-16 (with and without its mark) and UTF-8, progress that overwrites its line (CR), colours,
 * and the prompt of sudo.
 */
export function normalise(bytes: Uint8Array): string {
  const text = decode(bytes)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(escapes, '')
    .replaceAll(/^\[sudo\] password for \S+: ?\n?/gm, '');
  return /^\s*[[{]/.test(text) ? text : text.replaceAll(longTail, '$1');
}

/** What goes beyond any line that is known: patterns would take minutes over it. JSON may stand in one line. */
const longTail = /^(.{4000}).+$/gm;

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || isUtf16(bytes))
    return new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length & ~1));
  return new TextDecoder().decode(bytes);
}

/** Without its mark UTF-16LE shows by the high bytes: nearly all are 0 (Latin) or 4 (Cyrillic), and hardly any low byte is 0. */
function isUtf16(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 8192);
  let [high, low] = [0, 0];
  for (const [at, byte] of sample.entries()) {
    if (at % 2 === 1 && (byte === 0 || byte === 4)) high += 1;
    if (at % 2 === 0 && byte === 0) low += 1;
  }
  const pairs = Math.floor(sample.length / 2);
  return pairs >= 2 && high / pairs > 0.8 && low / pairs < 0.1;
}
