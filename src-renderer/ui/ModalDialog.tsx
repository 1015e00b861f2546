import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { commonTexts } from '../text/common.js';
import { useTexts } from '../text/texts.js';
import { useModal } from './use-modal.js';

/**
 * A question or a closer look above the page. The browser's own dialog: it keeps the focus, closes with Escape and gives the focus
 * back; and, unlike libraries that lock scrolling by a style of their own, it needs no `unsafe-inline`.
 */
export function ModalDialog({
  title,
  onClose,
  children,
  wide = false,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  const dialog = useModal();
  const id = useId();
  const t = useTexts(commonTexts);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={`m-auto max-h-[92vh] w-[calc(100%-2rem)] overflow-auto rounded-md border border-line-strong bg-surface p-0 shadow-float ${wide ? 'max-w-5xl' : 'max-w-xl'}`}
    >
      <header className="sticky top-0 flex items-center justify-between gap-4 border-b border-line bg-surface px-4 py-2">
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        <button type="button" onClick={onClose} aria-label={t('close')} className="rounded-md p-1.5 hover:bg-selected">
          <X size={18} aria-hidden="true" />
        </button>
      </header>
      <div className="p-4">{children}</div>
    </dialog>
  );
}
