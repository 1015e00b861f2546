import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import { perLine } from '../../foreign-lines.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, unusable } from '../raw.js';

export type ProxyLine = { readonly line: number; readonly text: string; readonly host: string; readonly port: number };

/** A proxy alone in its line, with as many closing braces as it opens: such a line can be switched off wherever it stands. */
const proxyLine =
  /^\s*(?:Acquire\s*(::|\{)\s*)?(?:(?:https?|ftp)\s*(::|\{)\s*)?Proxy(?:::[\w.-]+)?\s+"([^"]*)"\s*;\s*((?:\}\s*(?:;\s*)?)*)(?:(?:\/\/|#).*)?$/i;

/** Lines of an apt configuration file that set a proxy and nothing else. `text` is one character a byte. Source: apt.conf(5), apt-transport-http(1). */
export function readProxyLines(text: string): ProxyLine[] {
  return perLine(text, (line, index) => {
    const [, first, second, address, closing = ''] = proxyLine.exec(line) ?? [];
    const opened = [first, second].filter((sign) => sign === '{').length;
    const place = address === undefined || opened !== closing.replaceAll(/[^}]/g, '').length ? null : placeOf(address);
    return place === null ? [] : [{ line: index + 1, text: line, ...place }];
  });
}

/** `http://user:secret@127.0.0.1:3142/` -> host and port; null for DIRECT and for what is no address. */
function placeOf(address: string): { host: string; port: number } | null {
  const match = /^(https?|socks5h?):\/\/(?:[^@/]*@)?(\[[0-9a-f:]+\]|[^:/]+)(?::(\d+))?\/?$/i.exec(address);
  if (!match) return null;
  const [, scheme = '', host = '', port] = match;
  const usual = scheme.startsWith('socks') ? 1080 : scheme === 'https' ? 443 : 80;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? usual : Number(port) };
}

/** `text`: the line, if it is a setting whole in itself that can be switched off; '' where only the file as a whole can go. */
export type ConfFault = { readonly file: string; readonly line: number; readonly why: string; readonly text: string };

/** `apt-config dump`: 0 if apt can read its configuration, else 100 and `E: Syntax error FILE:LINE: WHY`. Seen on Debian 12. */
export function readAptConfig(raw: Raw): ReadingOf<ConfFault | null> {
  const bad = unusable(raw);
  if (bad) return bad;
  if (raw.code === 0)
    return { known: true, value: null, evidence: [{ source: commandLine(raw), line: 'exit code 0', meaning: 'apt reads its settings' }] };
  const [said, file, line, why] = /^E: Syntax error (\/\S+):(\d+): (.*)$/m.exec(stderrText(raw)) ?? [];
  if (raw.code !== 100 || said === undefined || file === undefined) return notUnderstood(raw);
  return {
    known: true,
    value: { file, line: Number(line), why: why ?? '', text: '' },
    evidence: [{ source: commandLine(raw), line: said, meaning: 'apt cannot read this file and refuses to work' }],
  };
}

/** Commands that apt or dpkg runs before or after its work and whose failure ends it, from `apt-config dump`. Source: apt.conf(5). */
export function hooksIn(dump: string): string[] {
  const hook = /^(?:DPkg|APT::Update)::(?:Pre-Invoke|Pre-Install-Pkgs|Post-Invoke)::\s+"(.*)";$/gim;
  return [...dump.matchAll(hook)].map((match) => match[1] ?? '');
}

/** Whether a line of apt.conf is a setting that begins and ends in it. */
export function isWholeSetting(line: string): boolean {
  const bare = line
    .replace(/\/\/.*/, '')
    .replaceAll(/"[^"]*"/g, '""')
    .trim();
  return bare.endsWith(';') && !/^[}\s;]*$/.test(bare) && (bare.match(/\{/g)?.length ?? 0) === (bare.match(/\}/g)?.length ?? 0);
}

/** The release that apt was told to prefer and does not know; null: no such complaint. */
export function unknownRelease(stderr: string): string | null {
  return /^E: The value '([^']+)' is invalid for APT::Default-Release/m.exec(stderr)?.[1] ?? null;
}

/** What dpkg says of its own settings: the file and line if it names them, else the word; null: no such complaint. Seen with dpkg 1.21. */
export function dpkgConfigFault(stderr: string): { file: string | null; line: number; word: string; why: string } | null {
  const why = /^dpkg: error: (.*)$/m.exec(stderr)?.[1] ?? '';
  const [, file, line] = /configuration (?:file )?error: (\/[^:]+):(\d+):/.exec(why) ?? [];
  if (file !== undefined) return { file, line: Number(line), word: '', why: why.replace(/^.*:\d+:\s*/, '') };
  const word = /unknown (?:force\/refuse )?option '?-{0,2}([\w-]+)'?/.exec(why)?.[1];
  return word === undefined ? null : { file: null, line: 0, word, why };
}
