const secretPairs =
  /\b(password|passwd|passphrase|pwd|secret|token|api[-_]?key|authorization)(\s*[=:]\s*)(?:(?:bearer|basic)\s+)?("[^"]*"|'[^']*'|\S+)/gi;
const urlCredentials = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi;
const longOptions = /(--?(?:password|passphrase|token|secret)[ =])(\S+)/gi;

/**
 * Takes what looks like a secret out of text that is shown, journaled or logged: values after words such as
 * password or token, and user names with passwords in addresses. The rest stays readable.
 */
export function redact(text: string): string {
  return text.replace(urlCredentials, '$1[hidden]@').replace(longOptions, '$1[hidden]').replace(secretPairs, '$1$2[hidden]');
}
