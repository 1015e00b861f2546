import type { FilePath } from '../../src-shared/contract/path.js';
import { AppError } from '../../src-shared/errors.js';

/** A path's bytes as the system wants them. AppError bad-input if it is not absolute or cannot be a path. */
export function pathBytes(path: FilePath): Buffer {
  const bytes = path.bytesBase64 === undefined ? Buffer.from(path.text, 'utf8') : Buffer.from(path.bytesBase64, 'base64');
  if (bytes[0] !== 0x2f || bytes.includes(0)) throw new AppError('bad-input', `'${path.text}' is not the full path of a file.`);
  return bytes;
}

/** The path of an entry of a folder. Names that are not UTF-8 keep their bytes. */
export function childPath(folder: Buffer, name: Buffer): FilePath {
  const slash = folder.at(-1) === 0x2f ? Buffer.alloc(0) : Buffer.from('/');
  return fromBytes(Buffer.concat([folder, slash, name]));
}

export function fromBytes(bytes: Buffer): FilePath {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : { text, bytesBase64: bytes.toString('base64') };
}

/** The names a path consists of, without empty ones and '.'. */
export function pathParts(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let index = 0; index <= bytes.length; index += 1) {
    if (index < bytes.length && bytes[index] !== 0x2f) continue;
    const part = bytes.subarray(start, index);
    if (part.length > 0 && part.toString('latin1') !== '.') parts.push(part);
    start = index + 1;
  }
  return parts;
}
