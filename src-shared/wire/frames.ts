import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { AppError, errorCodes } from '../errors.js';

/** Above this a frame is refused on either side; every Port must be able to carry frames of this size (UTF-8 bytes of JSON). */
export const defaultMaxFrameBytes = 4 * 1024 * 1024;

/** No peer may ask for more items in advance than this, so a greedy one cannot make the other side queue without end. */
export const maxCredit = 1024;

/** What an envelope may need around its items or its input; `name` is at most 100 characters. */
export const envelopeBytes = 1024;

const Id = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Credit = Type.Integer({ minimum: 1, maximum: maxCredit });
const Name = Type.String({ minLength: 1, maxLength: 100 });
const Failure = Type.Object({
  code: Type.Enum([...errorCodes]),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
});

/** What the asking side sends. */
export const Request = Type.Union([
  Type.Object({ op: Type.Literal('open'), id: Id, name: Name, input: Type.Unknown(), credit: Credit }),
  Type.Object({ op: Type.Literal('more'), id: Id, credit: Credit }),
  Type.Object({ op: Type.Literal('close'), id: Id }),
]);
export type Request = Static<typeof Request>;

/**
 * What the answering side sends. `end` and `fail` finish the call of that id. `refused` says that one frame with that id was
 * not accepted while the call of the same id goes on: with `fail` instead, a duplicate id would end somebody's running call.
 */
export const Reply = Type.Union([
  Type.Object({ op: Type.Literal('items'), id: Id, items: Type.Array(Type.Unknown()) }),
  Type.Object({ op: Type.Literal('end'), id: Id, items: Type.Array(Type.Unknown()) }),
  Type.Object({ op: Type.Literal('fail'), id: Id, error: Failure }),
  Type.Object({ op: Type.Literal('refused'), id: Id, error: Failure }),
]);
export type Reply = Static<typeof Reply>;

/** A frame that was read; or why it could not be, with its id if it had one. */
export type Read<F> =
  { readonly ok: true; readonly frame: F } | { readonly ok: false; readonly id: number | undefined; readonly error: AppError };

/** Reads what came in at the answering side; undefined if it is a reply, which is for a `connect` on the same Port. */
export function readRequest(message: unknown, maxBytes: number): Read<Request> | undefined {
  return replyOps.has(ownField(message, 'op')) ? undefined : read(Request, message, maxBytes);
}

/** Reads what came in at the asking side; undefined if it is a request, which is for a `serve` on the same Port. */
export function readReply(message: unknown, maxBytes: number): Read<Reply> | undefined {
  return requestOps.has(ownField(message, 'op')) ? undefined : read(Reply, message, maxBytes);
}

/** Whether the value fits the schema. Never throws, not even where a value is nested too deeply to be looked at. */
export function fits(schema: TSchema, value: unknown): boolean {
  try {
    return Value.Check(schema, value);
  } catch {
    return false;
  }
}

/** The first place in the value that does not fit, as a JSON pointer (`/routine`); the value itself is `/`. */
export function firstWrongPath(schema: TSchema, value: unknown): string {
  try {
    const first = Value.Errors(schema, value)[0];
    if (first === undefined) return '/';
    const missing = first.keyword === 'required' ? `/${first.params.requiredProperties[0] ?? ''}` : '';
    return (first.instancePath + missing || '/').slice(0, 200);
  } catch {
    return '/';
  }
}

/** UTF-8 bytes of the value as JSON; Infinity if it is too long or too deep to be written; undefined if it is not JSON at all. */
export function jsonBytes(value: unknown): number | undefined {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? undefined : utf8Bytes(text);
  } catch (error) {
    return error instanceof RangeError ? Infinity : undefined;
  }
}

const requestOps: ReadonlySet<unknown> = new Set(['open', 'more', 'close']);
const replyOps: ReadonlySet<unknown> = new Set(['items', 'end', 'fail', 'refused']);

/** Size first: a Port of structured clones can deliver cycles and BigInts, and no schema should ever be asked about those. */
function read<S extends TSchema>(schema: S, message: unknown, maxBytes: number): Read<Static<S>> {
  const bytes = jsonBytes(message);
  if (bytes !== undefined && bytes <= maxBytes && fits(schema, message)) return { ok: true, frame: message as Static<S> };
  const id = ownField(message, 'id');
  const error =
    bytes !== undefined && bytes > maxBytes
      ? new AppError('frame-too-large', `a message of more than ${maxBytes} bytes was refused`)
      : new AppError('bad-input', 'the message does not have the shape of a frame');
  return { ok: false, id: fits(Id, id) ? (id as number) : undefined, error };
}

function ownField(message: unknown, key: string): unknown {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, key)) return undefined;
  return (message as Readonly<Record<string, unknown>>)[key];
}

function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A surrogate is one half of a four-byte character; JSON.stringify writes lone ones as plain escapes.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
