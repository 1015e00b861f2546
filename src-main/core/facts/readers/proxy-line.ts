export type ProxyLine = { readonly host: string; readonly port: number; readonly loopback: boolean };

/** Names of variables that programs take a proxy from. */
const setting = /^\s*(?:(?:export|(?:declare|typeset)\s+-x)\s+)?(?:https?|ftp|all)_proxy\s*=\s*["']?([^\s"';]+)/i;

/** The proxy that a line of a shell file or of /etc/environment sets; null: none. Comments set none. */
export function proxyIn(line: string): ProxyLine | null {
  const address = setting.exec(line)?.[1] ?? '';
  const match = /^(?:[a-z0-9+]+:\/\/)?(?:[^@/]*@)?(\[[0-9a-f:]+\]|[^:/]+)(?::(\d+))?\/?$/i.exec(address);
  const host = match?.[1]?.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === undefined) return null;
  const standard = address.startsWith('https:') ? 443 : 80;
  return { host, port: Number(match?.[2] ?? standard), loopback: host === 'localhost' || host === '::1' || host.startsWith('127.') };
}
