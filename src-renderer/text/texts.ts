import { IntlMessageFormat } from 'intl-messageformat';
import { useLanguage, type Language } from '../stores/language.js';

/** A sentence in every language, as ICU messages: `{count, plural, one {# repair} other {# repairs}}`. Each is written, not translated word by word. */
export type Text = Readonly<Record<Language, string>>;
/** The words of one area. Together all areas are the catalogue; a test formats every one of them. */
export type Texts = Readonly<Record<string, Text>>;
export type Values = Readonly<Record<string, string | number>>;

/** Words of one area in the person's language: `const t = useTexts(planTexts); t('start', { count: 3 })`. */
export function useTexts<T extends Texts>(texts: T): (key: keyof T & string, values?: Values) => string {
  const language = useLanguage();
  return (key, values) => format(texts[key], language, values);
}

/** The same outside a component. */
export function format(text: Text | undefined, language: Language, values: Values = {}): string {
  if (text === undefined) return '';
  const source = text[language];
  const key = `${language}:${source}`;
  let message = parsed.get(key);
  if (!message) parsed.set(key, (message = new IntlMessageFormat(source, language)));
  const result = message.format({ ...values });
  return Array.isArray(result) ? result.join('') : String(result);
}

const parsed = new Map<string, IntlMessageFormat>();
