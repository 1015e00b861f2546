import { useEffect } from 'react';
import { useSettings } from './settings.js';

/** Puts the chosen theme, or the system's, on the page, and follows the system while it is the choice. */
export function useTheme(): void {
  const choice = useSettings(({ settings }) => settings.theme);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const show = (): void => {
      document.documentElement.dataset['theme'] = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
    };
    show();
    dark.addEventListener('change', show);
    return () => dark.removeEventListener('change', show);
  }, [choice]);
}
