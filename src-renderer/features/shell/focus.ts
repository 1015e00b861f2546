import { useEffect } from 'react';

/** Keyboard and screen reader go on at the heading of the page. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('#page h1')?.focus();
}

/** Gives the focus to the page's heading when what has it goes: a button whose work is done, a dialog whose opener went meanwhile. */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: EventTarget | null = null;
    const note = ({ target }: FocusEvent): void => {
      last = target;
    };
    const keep = (): void => {
      if (document.activeElement === document.body && last instanceof Node && !last.isConnected) focusHeading();
    };
    const changes = new MutationObserver(keep);
    document.addEventListener('focusin', note);
    changes.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      changes.disconnect();
    };
  }, []);
}
