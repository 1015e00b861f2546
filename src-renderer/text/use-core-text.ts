import { useCallback, useEffect } from 'react';
import { create } from 'zustand';
import { useLanguage } from '../stores/language.js';
import type { CorePart, Translator } from '../../src-shared/core-text/translator.js';

/** The German table is large and only for those who read German: it is loaded when it is first wanted. */
const useGerman = create<{ readonly translate: Translator | null }>(() => ({ translate: null }));

let loading: Promise<void> | null = null;

function load(): Promise<void> {
  loading ??= import('../../src-shared/core-text/german/table.js').then(
    ({ translateToGerman }) => useGerman.setState({ translate: translateToGerman }),
    // Without it the English stands; the next view asks again.
    () => void (loading = null),
  );
  return loading;
}

/** What the core says as pieces in the person's language, or in English where there is no translation (yet). */
export function useCoreParts(): (text: string) => readonly CorePart[] {
  const german = useLanguage() === 'de';
  const translate = useGerman(({ translate }) => translate);
  useEffect(() => void (german && load()), [german]);
  return useCallback((text) => (german ? (translate?.(text) ?? [{ text, known: false }]) : [{ text, known: true }]), [german, translate]);
}

/** The same as one text, for labels, titles and searches. What is shown as text of its own is shown by ui/CoreText. */
export function useCoreText(): (text: string) => string {
  const parts = useCoreParts();
  return useCallback(
    (text) =>
      parts(text)
        .map((part) => part.text)
        .join(' '),
    [parts],
  );
}
