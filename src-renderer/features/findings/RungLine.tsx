import type { Rung } from '../../../src-shared/contract/scan.js';
import { useTexts } from '../../text/texts.js';
import { CoreText } from '../../ui/CoreText.js';
import { rungTexts } from './text.js';

/** What one rung of a complaint asked, how it stands, and what was seen. */
export function RungLine({ rung: { title, state, says } }: { readonly rung: Rung }) {
  const stateOf = useTexts(rungTexts);
  return (
    <>
      <p className="text-base">
        <span className="font-semibold">
          <CoreText text={title} />
        </span>
        {says === '' ? ' · ' : ': '}
        <span className={`font-semibold ${rungColours[state]}`}>{stateOf(state)}</span>
      </p>
      {says !== '' && (
        <p className="max-w-[72ch] text-muted">
          <CoreText text={says} />
        </p>
      )}
    </>
  );
}

export const rungColours = { fine: 'text-fine', breaks: 'text-soon', 'could-not-look': 'text-unread' } as const;
