import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Look = 'main' | 'plain' | 'quiet' | 'danger';

/** A verb with its object. `main` is the one main action of a page. Disabled ones say why in `title`. */
export function Button({
  look = 'plain',
  icon,
  children,
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly look?: Look; readonly icon?: ReactNode }) {
  return (
    <button
      type="button"
      className={`inline-flex min-h-9 items-center justify-center gap-2 rounded-md border px-3 py-1 text-left text-sm font-medium transition-colors disabled:opacity-55 ${looks[look]} ${className}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

const looks: Readonly<Record<Look, string>> = {
  main: 'border-accent bg-accent text-on-accent enabled:hover:border-accent-strong enabled:hover:bg-accent-strong font-semibold',
  plain: 'border-line-strong bg-surface text-text enabled:hover:bg-selected',
  quiet: 'border-transparent bg-transparent text-accent enabled:hover:bg-selected',
  danger: 'border-urgent bg-surface text-urgent enabled:hover:bg-urgent-ground',
};
