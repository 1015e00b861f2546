// None of these begins with what may repeat: each place of a text is tried once, however long it is.
const secretPairs =
  /((?:^|[^A-Za-z])(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|authorization)(?:[_-](?:access|key|value|id))*["']?)(\s*[=:]\s*)(?:(?:bearer|basic)\s+)?("[^"]*"|'[^']*'|[^\s"',}]+)/gi;
const urlCredentials = /(?<=[a-z0-9+.-]:\/\/)[^\s/@]+@/gi;
const longOptions = /(--?(?:password|passphrase|token|secret)[ =])(\S+)/gi;

/**
 * Takes what looks like a secret out of text that is shown, journaled or logged: values after words such as
 * password or token, and user names with passwords in addresses. The rest stays readable.
 */
export function redact(text: string): string {
  return text
    .replace(urlCredentials, '[hidden]@')
    .replace(longOptions, '$1[hidden]')
    .replace(secretPairs, (pair: string, key: string, sign: string, _value: string, at: number, whole: string) =>
      isFileName(whole.slice(Math.max(0, at - longestName), at) + key.slice(0, 1), sign) ? pair : `${key}${sign}[hidden]`,
    );
}

/** Longest name of a file, in bytes. */
const longestName = 255;

/** `/etc/passwd: ...` speaks about a file; nobody writes a secret so. */
function isFileName(before: string, sign: string): boolean {
  return /\/(?:[A-Za-z0-9]+[_-])*$/.test(before) && /^:\s+$/.test(sign);
}

const secretOption = /^--?(?:password|passwd|passphrase|token|secret|api-?key)$/i;

/** A command's words for people and journals, also where the secret is a word of its own behind its option. */
export function redactArgv(argv: readonly string[]): string[] {
  return argv.map((word, index) => (secretOption.test(argv[index - 1] ?? '') ? '[hidden]' : redact(word)));
}

/** The same data with secrets taken out of every text in it. Not for data that is run or compared later. */
export function redactDeep<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, member: unknown) => (typeof member === 'string' ? redact(member) : member)) as T;
}
