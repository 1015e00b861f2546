/**
 * What the window may load: its own files and nothing else. `connect`: where it may talk to besides its own origin (the console's
 * WebSocket). `styleHashes`: base64 SHA-256 of style texts allowed inline, namely that of the printed report in its preview.
 */
export function contentSecurityPolicy(connect: readonly string[], styleHashes: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${["'self'", ...styleHashes.map((hash) => `'sha256-${hash}'`)].join(' ')}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
