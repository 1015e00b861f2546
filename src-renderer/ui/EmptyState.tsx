import type { ReactNode } from 'react';

/** Nothing is here: why, and what to do about it. */
export function EmptyState({
  icon,
  title,
  children,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-md border border-dashed border-line-strong px-6 py-10 text-center">
      <span className="text-muted" aria-hidden="true">
        {icon}
      </span>
      <p className="text-base font-semibold">{title}</p>
      <div className="max-w-[60ch] text-muted">{children}</div>
    </div>
  );
}
