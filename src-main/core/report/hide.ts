import type { Reading } from '../../../src-shared/contract/fact.js';
import type { Job } from '../../../src-shared/contract/job.js';
import type { ReportDocument } from '../../../src-shared/contract/report.js';
import { redact } from '../redact.js';
import type { ReportInput } from './input.js';

/**
 * A function that gives the same data without who and where: people's names, the machine's name, home folders, serial numbers, names
 * of wireless networks, e-mail, IP and MAC addresses, telephone numbers, and secrets. The same name becomes the same word
 * everywhere. Pure.
 */
export function hiderFor(input: ReportInput): <T>(value: T) => T {
  const hide = textHider(input);
  return (value) => hideIn(value, hide);
}

/** The report without them. The shop and its technician stay, since it is their report. */
export function hideInDocument(document: ReportDocument, hide: <T>(value: T) => T): ReportDocument {
  const { shop, job, measured } = document;
  const hidden = hide(document);
  const rows = hidden.measured.rows.map((row, index) => ({ ...row, id: measured.rows[index]?.id ?? row.id }));
  return { ...hidden, redacted: true, shop, job: hidden.job && keepTechnician(hidden.job, job), measured: { ...hidden.measured, rows } };
}

/** A job whose technician is named as in the original. */
export function keepTechnician<T extends Pick<Job, 'details'>>(hidden: T, original: Pick<Job, 'details'> | null): T {
  return { ...hidden, details: { ...hidden.details, technician: original?.details.technician ?? '' } };
}

type Name = { readonly name: string; readonly word: string };

function textHider(input: ReportInput): (text: string) => string {
  const names = namesOf(input);
  const patterns = names.map(({ name, word }): [RegExp, string] => [wordOf(name), word]);
  return (text) => {
    let hidden = redact(text);
    for (const [pattern, word] of patterns) hidden = hidden.replaceAll(pattern, word);
    for (const [pattern, word] of shapes) hidden = hidden.replaceAll(pattern, word);
    return hidden;
  };
}

/** What shows by its shape what it is. Loopback and "any" addresses say nothing about anybody and stay; dates and times are not touched. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[e-mail]'],
  [/(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])/g, '[MAC]'],
  [/(?<![\d.])(?!127\.|0\.0\.0\.0(?!\d))(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/g, '[IP]'],
  [
    /(?<![\w:])(?=[0-9A-Fa-f:]*[0-9A-Fa-f])(?!\d{1,2}:\d{2}(?::\d{2})?(?![\w:]))(?:[0-9A-Fa-f]{1,4}:){2,7}(?::|[0-9A-Fa-f]{1,4})(?:[0-9A-Fa-f:]*)(?:%\w+)?(?![\w:])/g,
    '[IP]',
  ],
  [
    /(?<![\w:])(?!::1(?![\w:]))(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::(?:[0-9A-Fa-f]{1,4})(?::[0-9A-Fa-f]{1,4})*(?:%\w+)?(?![\w:])/g,
    '[IP]',
  ],
  [/(\b(?:e|b)?ssid\b["']?\s*(?:[:=]\s*)?)(?:"[^"]*"|'[^']*'|\S+)/gi, '$1[Wi-Fi]'],
  [/(\b(?:serial(?:[ _-]?(?:number|no\.?))?|S\/N|Seriennummer)["']?\s*(?:[:=#]\s*)?)(?=\S*\d)[\w-]{4,}/gi, '$1[serial]'],
  // With its + or its leading 0, and long enough to be none of the many numbers of a system (modes, names of files).
  [
    /(?<![\w.+/-])(?=[+(]?(?:[ /()-]{0,2}\d){9})(?:\+[1-9]\d{0,2}|00[1-9]\d{0,2}(?=[ /(-]{0,2}[1-9])|\(?0[1-9]\d{0,4}\)?)(?:[ /()-]{0,2}\d{2,8}){1,6}(?![\w-])/g,
    '[telephone]',
  ],
];

function namesOf({ scan, compare, runs, job, consents }: ReportInput): Name[] {
  const readings = [scan, compare].flatMap((one) => Object.entries(one?.facts ?? {}));
  const everything = JSON.stringify([scan, compare, runs, job]);
  const homes = [...everything.matchAll(/(?:\/home\/|\/Users\/|\\\\Users\\\\)([\p{L}\p{N}._-]+)/gu)].map((match) => match[1] ?? '');
  const people = readings.flatMap(([id, reading]) => (id === 'accounts' && reading.known ? peopleOf(reading.value) : []));
  const users = [...homes, ...people, ...runs.map(({ by }) => by)].filter((name) => !everybodys.has(name));
  const customer = job?.details.customer ?? '';
  const serials = readings.flatMap(([, reading]) => (reading.known ? membersOf(reading.value, /serial|uuid|wwn/i) : []));
  const networks = readings.flatMap(([, reading]) => (reading.known ? membersOf(reading.value, /^(?:e|b)?ssid$|^network$/i) : []));
  return [
    ...numbered([customer], () => '[customer]'),
    // A first or family name alone gives a person away too.
    ...numbered(
      customer.split(/[\s,;/]+/).filter((word) => word.length > 2),
      () => '[customer]',
    ),
    ...numbered(
      consents.map(({ by }) => by),
      () => '[name]',
    ),
    ...numbered([scan?.scan.host ?? '', compare?.scan.host ?? ''], () => 'HOST'),
    ...numbered(serials, () => '[serial]'),
    ...numbered(networks, () => '[Wi-Fi]'),
    ...numbered(users, (index) => `USER${index + 1}`),
  ];
}

/** Accounts that every system has. */
const everybodys = new Set(['root', 'nobody']);

function numbered(names: readonly string[], word: (index: number) => string): Name[] {
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))].map((name, index) => ({ name, word: word(index) }));
}

function peopleOf(value: unknown): string[] {
  const { people } = value as { people?: unknown };
  return Array.isArray(people) ? people.filter((name): name is string => typeof name === 'string') : [];
}

/** Texts of all members, at any depth, whose name fits. */
function membersOf(value: Extract<Reading, { known: true }>['value'], name: RegExp): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => membersOf(member, name));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === 'string' ? (name.test(key) && member.length > 2 ? [member] : []) : membersOf(member, name),
  );
}

/** A name where it stands alone: not within a longer word. */
function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_])`, 'gu');
}

/** Members that hold one of our own words, which a person's name must not change. */
const enumerated = new Set('type severity outcome state kind undo unit when language result level store scope os code onlyIf'.split(' '));

/** A moment, the id of a run or scan, a hash: nobody's name. */
const nobodys = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z|\d{8}-\d{6}-[0-9a-f]{6}|[0-9a-f]{64}(?:\+[0-9a-f]{64})?)$/;

/**
 * Changes every text in a value. Names of members are ours and stay, or a host called 'scan' would take the report apart; those
 * within a fact's value may be a user's name and are changed too.
 */
function hideIn<T>(value: T, hide: (text: string) => string): T {
  const inside = (part: unknown, key: string, inFact: boolean): unknown => {
    if (typeof part === 'string') return nobodys.test(part) || (!inFact && enumerated.has(key)) ? part : hide(part);
    if (Array.isArray(part)) return part.map((member) => inside(member, key, inFact));
    if (part === null || typeof part !== 'object') return part;
    const isReading = 'known' in part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [
        inFact ? hide(name) : name,
        inside(member, name, inFact || (isReading && name === 'value')),
      ]),
    );
  };
  return inside(value, '', false) as T;
}
