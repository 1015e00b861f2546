import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Shows a dialog as long as it is rendered, and gives the focus back to where it was, or to the page's heading if that has gone. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  // As long as it is in the page: only then the browser gives the focus back when it closes.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      setTimeout(focusSomewhere);
    };
  }, []);
  return dialog;
}

/** What opened the dialog may have gone with what was decided in it. */
function focusSomewhere(): void {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('#page h1')?.focus();
}
