import { useSettings } from './settings.js';

export type Language = 'en' | 'de';

/** The language that the person chose, or the first of the browser's that there is. */
export function useLanguage(): Language {
  return useSettings(({ settings }) => languageOf(settings.language));
}

export function languageOf(choice: 'system' | Language): Language {
  if (choice !== 'system') return choice;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => tag === 'en' || tag === 'de') ?? 'en';
}
