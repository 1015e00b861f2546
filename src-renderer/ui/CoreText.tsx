import { Fragment } from 'react';
import { useCoreParts } from '../text/use-core-text.js';

/** What the core says, in the person's language; sentences that stayed English say so to screen readers. */
export function CoreText({ text }: { readonly text: string }) {
  const parts = useCoreParts()(text);
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && ' '}
      {part.known ? part.text : <span lang="en">{part.text}</span>}
    </Fragment>
  ));
}
