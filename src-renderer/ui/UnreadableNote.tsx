import { CoreText } from './CoreText.js';

/** What is kept and could not be read, in the core's words; nothing where there is none. */
export function UnreadableNote({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div role="alert" className="mb-3 rounded-md border border-soon bg-soon-ground p-3">
      <p className="font-semibold">{title}</p>
      {lines.map((line) => (
        <p key={line}>
          <CoreText text={line} />
        </p>
      ))}
    </div>
  );
}
