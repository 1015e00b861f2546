/** Gives the browser a file to save. */
export function download(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has to have begun with it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Bytes from base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
}

/** A name that any file system takes: `report-4711-2026-11-25.html`. */
export function fileName(about: string, madeAt: string, ending: string): string {
  const safe = about
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|(?<!-)-+$/g, '')
    .slice(0, 60);
  return ['report', safe, madeAt.slice(0, 10)].filter((part) => part !== '').join('-') + ending;
}
