import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something that can be unfolded. The browser's own element: keyboard, screen reader and search in the page work. */
export function Disclosure({
  summary,
  children,
  open,
  onToggle,
}: {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean;
  /** For what is costly to have on the page while it is folded. */
  readonly onToggle?: (open: boolean) => void;
}) {
  return (
    <details className="group" open={open} onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}>
      <summary className="flex list-none items-center gap-1 rounded-md py-1 text-accent marker:hidden hover:underline">
        <ChevronRight size={16} aria-hidden="true" className="shrink-0 transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      <div className="pt-1 pl-5">{children}</div>
    </details>
  );
}
