import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';

const box =
  'w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-sm text-text placeholder:text-muted disabled:opacity-60';

/** A label above what is filled in, and a hint below it. */
function Labelled({
  id,
  label,
  hint,
  children,
}: {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

type Common = { readonly label: ReactNode; readonly hint?: ReactNode };

export function TextField({ label, hint, ...rest }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <input id={id} type="text" className={`${box} min-h-9`} aria-describedby={hint === undefined ? undefined : `${id}-hint`} {...rest} />
    </Labelled>
  );
}

export function TextArea({ label, hint, ...rest }: Common & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <textarea id={id} rows={3} className={box} aria-describedby={hint === undefined ? undefined : `${id}-hint`} {...rest} />
    </Labelled>
  );
}

export function SelectField({ label, hint, children, ...rest }: Common & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <select id={id} className={`${box} min-h-9`} aria-describedby={hint === undefined ? undefined : `${id}-hint`} {...rest}>
        {children}
      </select>
    </Labelled>
  );
}

/** A tick with its words; the words can be clicked too. */
export function CheckField({ label, hint, ...rest }: Common & Omit<InputHTMLAttributes<HTMLInputElement>, 'type'>) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        {...rest}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
