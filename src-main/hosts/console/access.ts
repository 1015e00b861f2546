import { randomBytes, timingSafeEqual } from 'node:crypto';

const codeLivesMs = 10 * 60_000;

/** Who may come in: a one-time code becomes a session's token. Nothing of it is ever written to a log. */
export type Access = {
  /** A new code, good once and for ten minutes. */
  newCode(): string;
  /** The session's token for a code; null if it is unknown, used or too old. */
  redeem(code: string): string | null;
  isSession(token: string): boolean;
};

/** `now` in milliseconds. Sessions end with the process. */
export function createAccess(now: () => number = Date.now): Access {
  const codes = new Map<string, number>();
  const tokens = new Set<string>();
  return {
    newCode() {
      const code = secret();
      codes.set(code, now() + codeLivesMs);
      return code;
    },
    redeem(code) {
      const known = [...codes.keys()].find((candidate) => equal(candidate, code));
      if (known === undefined) return null;
      const good = (codes.get(known) ?? 0) > now();
      codes.delete(known);
      if (!good) return null;
      const token = secret();
      tokens.add(token);
      return token;
    },
    isSession: (token) => [...tokens].some((candidate) => equal(candidate, token)),
  };
}

function secret(): string {
  return randomBytes(32).toString('hex');
}

/** Takes as long for a wrong guess that is nearly right as for any other. */
function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
