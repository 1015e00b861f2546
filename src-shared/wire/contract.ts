import type { Static, TSchema } from 'typebox';

/** A question with one answer. */
export type Call<I extends TSchema, O extends TSchema> = { readonly kind: 'call'; readonly input: I; readonly output: O };
/** A question whose answer is a series of items, pulled by credit. */
export type Stream<I extends TSchema, O extends TSchema> = {
  readonly kind: 'stream';
  readonly input: I;
  readonly output: O;
};

/** Everything that may cross a Port, by name (`area.verb`). Both ends and the test doubles are derived from it. */
export type Contract = Readonly<Record<string, Call<TSchema, TSchema> | Stream<TSchema, TSchema>>>;

export function call<I extends TSchema, O extends TSchema>(input: I, output: O): Call<I, O> {
  return { kind: 'call', input, output };
}

export function stream<I extends TSchema, O extends TSchema>(input: I, output: O): Stream<I, O> {
  return { kind: 'stream', input, output };
}

/** What the calling side gets from `connect`. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: Static<I>, signal?: AbortSignal) => Promise<Static<O>>
    : C[K] extends Stream<infer I, infer O>
      ? (input: Static<I>, signal?: AbortSignal) => AsyncIterable<Static<O>>
      : never;
};

/** What the answering side gives to `serve`. The signal is aborted when nobody listens any more. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: Static<I>, signal: AbortSignal) => Promise<Static<O>>
    : C[K] extends Stream<infer I, infer O>
      ? (input: Static<I>, signal: AbortSignal) => AsyncIterable<Static<O>>
      : never;
};
