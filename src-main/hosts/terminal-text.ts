import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Every control character (C0, DEL, C1), and what turns the direction of writing. */
const control = /[\p{Cc}\p{Bidi_Control}]/gu;
/** The same without the ends of lines, and tabs. */
const controlInText = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/** Foreign text as a part of one line: names and messages from a disk must not steer the terminal, nor look like lines of ours. */
export function clean(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(control, '\ufffd');
}

/** JSON for a terminal: the same value, without a control character that the terminal would obey. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(control, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Nobody else can write it, so no text from elsewhere can pass for a style of ours. */
const seal = `\u001b${randomBytes(8).toString('hex')}`;

/** Text in a style, sealed: only `terminalText` makes it one. */
export function styled(how: Style, text: string): string {
  const [open = '', close = ''] = styleText(how, '|', { validateStream: false }).replaceAll('\u001b', seal).split('|');
  return `${open}${text}${close}`;
}

/** What may be written to a terminal: our own styles, ends of lines and tabs, and no other control character, wherever it came from. */
export function terminalText(text: string): string {
  const [start = '', ...sealed] = text.split(seal);
  // After a seal comes what `styled` put there, up to its last letter.
  const parts = sealed.map((part) => {
    const end = part.indexOf('m') + 1;
    return `\u001b${part.slice(0, end)}${inert(part.slice(end))}`;
  });
  return `${inert(start)}${parts.join('')}`;
}

function inert(text: string): string {
  return text.replaceAll(controlInText, '\ufffd');
}
