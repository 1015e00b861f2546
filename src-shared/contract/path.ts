import { Type, type Static } from 'typebox';

/**
 * A file's name as the system has it. Names need not be UTF-8: then `text` is for people only and
 * `bytesBase64` is the name. Always absolute, as seen from the target root.
 */
export const FilePath = Type.Object({ text: Type.String(), bytesBase64: Type.Optional(Type.String()) });
export type FilePath = Static<typeof FilePath>;
