export type ProxyLine = { readonly host: string; readonly port: number; readonly loopback: boolean };

/** Names of variables that programs take a proxy from, and apt's own setting. */
const setting = /^\s*(?:export\s+)?(?:https?|ftp|all)_proxy\s*=\s*["']?([^\s"';]+)|^\s*Acquire::https?::Proxy\s+"([^"]+)"/i;

/** The proxy that a line of a shell file, of /etc/environment or of apt's configuration sets; null: none. Comments set none. */
export function proxyIn(line: string): ProxyLine | null {
  const [, shell, apt] = setting.exec(line) ?? [];
  const address = shell ?? apt ?? '';
  const match = /^(?:[a-z0-9+]+:\/\/)?(?:[^@/]*@)?(\[[0-9a-f:]+\]|[^:/]+)(?::(\d+))?\/?$/i.exec(address);
  const host = match?.[1]?.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === undefined) return null;
  const standard = address.startsWith('https:') ? 443 : 80;
  return { host, port: Number(match?.[2] ?? standard), loopback: host === 'localhost' || host === '::1' || /^127\./.test(host) };
}
