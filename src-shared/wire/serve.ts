import type { TSchema } from 'typebox';
import { AppError, errorData } from '../errors.js';
import type { Contract, Handlers } from './contract.js';
import { defaultMaxFrameBytes, firstWrongPath, fits, maxCredit, readRequest, type Reply, type Request } from './frames.js';
import type { Port } from './port.js';
import { pump, type Answer } from './pump.js';

export type ServeOptions = {
  /** Told of everything thrown that is not an expected AppError; the caller sees nothing of it but this id. */
  readonly onInternalError?: (id: string, error: unknown) => void;
  readonly maxFrameBytes?: number;
  /** Requests one Port may have open at once, those counted whose handler has not stopped yet; 256 unless told. */
  readonly maxOpen?: number;
};

/**
 * Answers the requests of a Port with the handlers. Each passes: frame shape, name owned by the contract, input schema, handler.
 *
 * A handler's signal is aborted when nobody listens any more: the caller cancelled, the Port closed, or `close()` was called.
 * It belongs to the view, not to the work: a handler that starts something that must go on (a repair run) must not tie that
 * to the signal. Only a handler that watches should stop with it, and it must: until then it counts against `maxOpen`.
 *
 * `close()` ends what is open with `closed` and answers everything later the same; the Port itself stays its owner's.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, port: Port, options: ServeOptions = {}): { close(): void } {
  const { maxFrameBytes = defaultMaxFrameBytes, maxOpen = 256 } = options;
  const open = new Map<number, Answer>();
  let portOpen = true;
  let serving = true;

  port.onMessage((message) => {
    if (!portOpen) return;
    const read = readRequest(message, maxFrameBytes);
    if (read === undefined) return;
    if (read.ok) receive(read.frame);
    else if (read.id !== undefined) refuse(read.id, read.error);
  });
  port.onClose(() => {
    portOpen = false;
    for (const answer of open.values()) answer.stop(closedError());
  });
  return {
    close() {
      serving = false;
      for (const answer of open.values()) {
        post({ op: 'fail', id: answer.id, error: errorData(closedError()) }, answer);
        answer.stop(closedError());
      }
    },
  };

  function receive(request: Request): void {
    switch (request.op) {
      case 'open':
        return start(request.id, request.name, request.input, request.credit);
      case 'more':
        return open.get(request.id)?.grant(request.credit);
      case 'close':
        return open.get(request.id)?.stop(new AppError('cancelled', 'the caller no longer listens'));
    }
  }

  function start(id: number, name: string, input: unknown, credit: number): void {
    const spec = Object.hasOwn(contract, name) ? contract[name] : undefined;
    const refusal = whyNot(id, name, spec?.input, input);
    if (spec === undefined || refusal !== undefined) return refuse(id, refusal ?? unknownCall(name));
    // The mapped type cannot be followed through a name that is only known now; contract and schema were checked above.
    const handler = handlers[name] as unknown as Handler;
    const answer = createAnswer(id, credit);
    open.set(id, answer);
    void pump(
      () => handler(input, answer.signal),
      spec.kind,
      answer,
      (reply) => post(reply, answer),
      maxFrameBytes,
    )
      .catch((error: unknown) => fail(answer, error))
      .finally(() => forget(answer));
  }

  function whyNot(id: number, name: string, schema: TSchema | undefined, input: unknown): AppError | undefined {
    if (!serving) return closedError();
    if (open.has(id)) return new AppError('bad-input', `a call with the id ${id} is already open`);
    if (schema === undefined || !Object.hasOwn(handlers, name)) return unknownCall(name);
    if (!fits(schema, input)) return new AppError('bad-input', `${name}: wrong input at ${firstWrongPath(schema, input)}`);
    if (open.size < maxOpen) return undefined;
    return new AppError('busy', `${maxOpen} calls are open already`, 'wait until one of them has ended');
  }

  /** Never ends a call that goes on under the same id; see `Reply`. */
  function refuse(id: number, error: AppError): void {
    const goesOn = open.get(id)?.signal.aborted === false;
    port.post({ op: goesOn ? 'refused' : 'fail', id, error: errorData(error) });
  }

  function fail(answer: Answer, error: unknown): void {
    // An `internal` AppError is a wrapped bug (`toAppError`), so its words stay here as well.
    const expected = error instanceof AppError && error.code !== 'internal';
    if (expected) return post({ op: 'fail', id: answer.id, error: errorData(error) }, answer);
    // Being stopped is no bug, in whatever form the platform's own functions throw it.
    if (answer.signal.aborted && error instanceof Error && error.name === 'AbortError') return;
    const label = Math.random().toString(36).slice(2, 10);
    options.onInternalError?.(label, error);
    post({ op: 'fail', id: answer.id, error: { code: 'internal', message: `internal error ${label}` } }, answer);
  }

  function post(reply: Reply, answer: Answer): void {
    if (!portOpen || answer.signal.aborted) return;
    // Before it is sent: the caller may use the id again as soon as it sees the end.
    if (reply.op === 'end' || reply.op === 'fail') forget(answer);
    port.post(reply);
  }

  function forget(answer: Answer): void {
    if (open.get(answer.id) === answer) open.delete(answer.id);
  }
}

type Handler = (input: unknown, signal: AbortSignal) => unknown;

function createAnswer(id: number, firstCredit: number): Answer {
  const controller = new AbortController();
  let credit = firstCredit;
  let wake = (): void => undefined;
  return {
    id,
    signal: controller.signal,
    grant(more) {
      credit = Math.min(credit + more, maxCredit);
      wake();
    },
    stop(reason) {
      controller.abort(reason);
      wake();
    },
    hasCredit: () => credit > 0,
    spend() {
      credit -= 1;
    },
    changed: () => new Promise((resolve) => (wake = resolve)),
  };
}

function unknownCall(name: string): AppError {
  return new AppError('unknown-call', `there is no call named ${name}`);
}

function closedError(): AppError {
  return new AppError('closed', 'the other side no longer answers');
}
