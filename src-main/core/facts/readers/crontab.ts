import { perLine } from '../../foreign-lines.js';

export type CronJob = { readonly line: number; readonly text: string; readonly command: string };

const time = /^\s*(?:@\w+|(?:[\d*,/\-a-zA-Z~]+\s+){4}[\d*,/\-a-zA-Z~]+)\s+/;

/** Jobs of a crontab, one character a byte. `system`: the line names its user before the command. Source: crontab(5). */
export function cronJobsIn(text: string, system: boolean): CronJob[] {
  return perLine(text, (raw, index) => {
    const when = /^\s*(#|\w+\s*=)/.test(raw) ? null : time.exec(raw);
    if (!when) return [];
    const rest = raw.slice(when[0].length);
    const command = system ? rest.replace(/^\S+\s+/, '') : rest;
    return command.trim() === '' ? [] : [{ line: index + 1, text: raw, command }];
  });
}
