import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import { useTexts } from '../../text/texts.js';
import { CoreText } from '../../ui/CoreText.js';
import { useFormat } from '../../ui/format.js';
import { memberTexts } from './member-words.js';
import { historyTexts } from './text.js';

type FactChange = MachineChanges['facts'][number];

/** One side of a fact that reads otherwise, in plain words: what it means first, and the line itself below. */
export function FactSide({ fact, side }: { readonly fact: FactChange; readonly side: 'before' | 'after' }) {
  const t = useTexts(historyTexts);
  const { parts } = fact;
  if (parts.kind === 'member') return <Member member={parts.member} value={parts[side]} />;
  const line = parts[side];
  if (line === null) return t('none');
  const source = line.source === '' ? '' : `${line.source}: `;
  if (line.meaning === '')
    return (
      <>
        {source}
        <CoreText text={line.line} />
      </>
    );
  return (
    <>
      <CoreText text={line.meaning} />
      <span className="block break-words text-muted">
        {source}
        <CoreText text={line.line} />
      </span>
    </>
  );
}

function Member({ member, value }: { readonly member: string; readonly value: string | number | boolean | null }) {
  const t = useTexts(historyTexts);
  const words = useTexts(memberTexts);
  const format = useFormat();
  const text =
    value === null || value === ''
      ? t('none')
      : typeof value === 'boolean'
        ? t(value ? 'yes' : 'no')
        : typeof value === 'string'
          ? value
          : member === 'mode'
            ? value.toString(8)
            : /bytes$|^allocated$/i.test(member)
              ? format.bytes(value)
              : format.number(value, 2);
  if (member === '') return text;
  return `${words(isWord(member) ? member : 'detail')}: ${text}`;
}

function isWord(member: string): member is keyof typeof memberTexts {
  return Object.hasOwn(memberTexts, member);
}
