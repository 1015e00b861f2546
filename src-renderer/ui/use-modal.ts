import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Shows a dialog as long as it is rendered, and gives the focus back to where it was (`useKeptFocus`: or to the heading, if that is gone). */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  // As long as it is in the page: only then the browser gives the focus back when it closes.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return dialog;
}
