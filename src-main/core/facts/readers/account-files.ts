import { perLine } from '../../foreign-lines.js';

/** `text`: the raw line, one character a byte. */
export type ShellFault = { readonly user: string; readonly line: number; readonly text: string; readonly shell: string };

/** Lines of /etc/passwd of root and of people (uid 1000 and above, but nobody) with one of the `missing` shells. Source: passwd(5). */
export function shellFaults(passwd: string, missing: readonly string[]): ShellFault[] {
  return perLine(passwd, (text, index) => {
    const fields = text.split(':');
    const [user = '', , uid = ''] = fields;
    const shell = fields[6] ?? '';
    const person = /^\d+$/.test(uid) && (Number(uid) === 0 || (Number(uid) >= 1000 && Number(uid) !== 65_534));
    return person && fields.length === 7 && missing.includes(shell) ? [{ user, line: index + 1, text, shell }] : [];
  });
}

/** `add`: the line of the closed file that is missing; null: a person has to mend it. */
export type AccountFault = { readonly file: string; readonly name: string; readonly why: string; readonly add: string | null };

/**
 * Lines that are no accounts, and accounts or groups without their line in the file with the passwords (null: there is none).
 * A line that is added lets nobody in: its password is "!". Names of other sources ("+", "-") and comments are passed over.
 * Source: passwd(5), shadow(5), group(5), gshadow(5), pwck(8).
 */
export function shadowFaults(file: string, text: string, closedFile: string, closed: string | null): AccountFault[] {
  const groups = file === '/etc/group';
  const wanted = groups ? 4 : 7;
  const known = new Set((closed ?? '').split('\n').map((line) => line.split(':')[0]));
  return perLine(text, (line): AccountFault[] => {
    if (line.trim() === '' || /^[+\-#]/.test(line)) return [];
    const [name = '', password = '', id = '', members = ''] = line.split(':');
    const fields = line.split(':').length;
    if (fields !== wanted || name === '' || !/^\d+$/.test(id))
      return [{ file, name: name.slice(0, 32), why: `its line has ${fields} fields, not ${wanted}, or no number`, add: null }];
    if (closed === null || password !== 'x' || known.has(name)) return [];
    const why = `it has no line in ${closedFile}`;
    return [{ file: closedFile, name, why, add: groups ? `${name}:!::${line.split(':')[3] ?? members}` : `${name}:!::0:99999:7:::` }];
  });
}
