import { useTexts } from '../../text/texts.js';
import { Command } from '../../ui/Command.js';
import { CoreText } from '../../ui/CoreText.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { useFormat } from '../../ui/format.js';
import { Mark } from '../../ui/Mark.js';
import { spaceTexts } from './text.js';
import type { Counted } from './use-count.js';

/** What the picture lacks because folders could not be read, how much that may be, and how to see it all the same. */
export function Unread({ counted: { tree, unread, unreadCount, usedBytes } }: { readonly counted: Counted }) {
  const t = useTexts(spaceTexts);
  const { bytes, percent } = useFormat();
  if (unreadCount === 0) return null;
  const missing = usedBytes === null ? 0 : Math.max(0, usedBytes - tree.bytes);
  return (
    <div data-mark="unread" className="flex gap-3 rounded-md border border-dashed border-line-strong px-4 py-3">
      <Mark kind="unread" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="font-semibold">{t('unread', { count: unreadCount })}</p>
        <p className="max-w-[72ch]">
          {usedBytes === null || usedBytes === 0
            ? t('unreadUnknown')
            : t('unreadShare', { missing: bytes(missing), used: bytes(usedBytes), share: percent((100 * missing) / usedBytes) })}{' '}
          {t('unreadCure')}
        </p>
        <Command argv={['sudo', 'du', '-xh', '--max-depth=2', tree.path]} />
        <Disclosure summary={t('unreadList', { count: unread.length })}>
          <ul>
            {unread.map((entry) => (
              <li key={entry.path} className="break-words">
                <code>{entry.path}</code>{' '}
                <span className="text-muted">
                  <CoreText text={entry.reason} />
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      </div>
    </div>
  );
}
