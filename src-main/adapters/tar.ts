/** A file or folder for an archive; `path` is relative, of at most 100 ASCII characters. */
export type TarEntry = { readonly path: string; readonly mode: number; readonly bytes: Uint8Array | 'folder' };

const block = 512;

/**
 * An archive in the ustar format (POSIX.1-1988), all of it root's. RangeError for a name or size that this format cannot hold:
 * our own files never do.
 */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap(({ path, mode, bytes }) => {
    const content = bytes === 'folder' ? new Uint8Array() : bytes;
    const padding = (block - (content.length % block)) % block;
    return [header(path, mode, content.length, bytes === 'folder'), content, Buffer.alloc(padding)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function header(path: string, mode: number, size: number, isFolder: boolean): Buffer {
  if (path.length > 100 || !/^[\x21-\x7e]+$/.test(path) || size >= 8 ** 11) throw new RangeError(`${path} does not fit into an archive`);
  const bytes = Buffer.alloc(block);
  const put = (text: string, at: number): void => void bytes.write(text, at, 'ascii');
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  put(path, 0);
  put(octal(mode, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put('        ', 148);
  put(isFolder ? '5' : '0', 156);
  put('ustar\u000000', 257);
  put('root', 265);
  put('root', 297);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\u0000 `, 148);
  return bytes;
}
