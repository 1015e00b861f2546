/** Every way in which a call can fail that a caller may want to tell apart. Anything else is `internal`: a bug. */
export const errorCodes = [
  'bad-input',
  'unknown-call',
  'frame-too-large',
  'closed',
  'cancelled',
  'lagging',
  'not-found',
  'not-built',
  'usage',
  'busy',
  'elevation-refused',
  'elevation-unavailable',
  'unsafe-place',
  'unsafe-path',
  'not-permitted',
  'passphrase-needed',
  'read-only',
  'no-space',
  'io-error',
  'consent-needed',
  'plan-changed',
  'undo-conflict',
  'step-failed',
  'damaged',
  'newer-version',
  'unsupported',
  'not-licensed',
  'timed-out',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The form in which an error crosses the wire and is printed: `message` says what happened, `hint` what to do. */
export type ErrorData = { readonly code: ErrorCode; readonly message: string; readonly hint?: string };

/** An expected failure. `message` is for people; `hint` says what they can do about it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.hint = hint;
  }
}

/** Turns anything thrown into an AppError. What is not one already is a bug and becomes `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return Object.assign(new AppError('internal', message), thrown instanceof Error ? { stack: thrown.stack } : {});
}

/** The part of an error that may leave the process: never a stack. */
export function errorData(error: AppError): ErrorData {
  return error.hint === undefined
    ? { code: error.code, message: error.message }
    : { code: error.code, message: error.message, hint: error.hint };
}

/** Rebuilds an AppError from its wire form. */
export function fromErrorData(data: ErrorData): AppError {
  return new AppError(data.code, data.message, data.hint);
}
