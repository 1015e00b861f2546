import { useHost } from '../../stores/host.js';
import { useTexts } from '../../text/texts.js';
import { shellTexts } from './text.js';

/** Where state is kept, the license, and that no network is needed. */
export function Footer() {
  const about = useHost(({ about }) => about);
  const t = useTexts(shellTexts);
  if (!about) return null;
  return (
    <footer className="flex flex-wrap gap-x-4 border-t border-line bg-surface px-4 py-1.5 text-xs text-muted">
      <span>{t('state', { folder: about.userStore })}</span>
      <span>{t('licensePlace')}</span>
      <span>{t('offline')}</span>
      <span>{t('version', { version: about.version })}</span>
    </footer>
  );
}
