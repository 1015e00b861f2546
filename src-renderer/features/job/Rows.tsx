import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.js';

/** A list that is filled in line by line. `fields` are the cells of one line; each line can be removed. */
export function Rows<T>({
  rows,
  empty,
  addLabel,
  removeLabel,
  most = 100,
  more,
  onChange,
  fields,
}: {
  readonly rows: readonly T[];
  readonly empty: T;
  readonly addLabel: string;
  readonly removeLabel: (row: T) => string;
  readonly most?: number;
  readonly more?: ReactNode;
  readonly onChange: (rows: T[]) => void;
  readonly fields: (row: T, change: (part: Partial<T>) => void) => ReactNode;
}) {
  return (
    <div className="flex flex-col gap-3">
      {rows.length > 0 && (
        // On a wide window the first line has the labels to be seen; all have them to be heard.
        <ul className="flex flex-col gap-3 md:gap-2 md:[&>li+li_label]:sr-only">
          {rows.map((row, index) => (
            // Lines have no names of their own; their place is what they are known by.
            <li key={index} className="flex items-end gap-2 max-md:border-b max-md:border-line max-md:pb-3">
              <div className="grid min-w-0 flex-1 gap-2 md:auto-cols-fr md:grid-flow-col">
                {fields(row, (part) => onChange(rows.map((other, at) => (at === index ? { ...other, ...part } : other))))}
              </div>
              <Button
                look="quiet"
                aria-label={removeLabel(row)}
                title={removeLabel(row)}
                icon={<Trash2 size={16} aria-hidden="true" />}
                onClick={() => onChange(rows.filter((_other, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button icon={<Plus size={16} aria-hidden="true" />} disabled={rows.length >= most} onClick={() => onChange([...rows, empty])}>
          {addLabel}
        </Button>
        {more}
      </div>
    </div>
  );
}
