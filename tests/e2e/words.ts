import { IntlMessageFormat } from 'intl-messageformat';
import type { Text } from '../../src-renderer/text/texts.js';

export type Language = 'en' | 'de';

/** What the window says, in a language: `say(planTexts.start, { count: 2 })`. */
export type Say = (text: Text, values?: Readonly<Record<string, string | number>>) => string;

export function wordsIn(language: Language): Say {
  return (text, values = {}) => String(new IntlMessageFormat(text[language], language).format({ ...values }));
}
