import { CircleCheck, CircleDashed, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../src-shared/contract/words.js';
import { markTexts } from '../text/common.js';
import { useTexts } from '../text/texts.js';

export type MarkKind = keyof typeof markTexts;

/** Meaning by shape, colour and (for whoever sees neither) word. `labelled`: the word is shown too. */
export function Mark({
  kind,
  labelled = false,
  size = 18,
}: {
  readonly kind: MarkKind;
  readonly labelled?: boolean;
  readonly size?: number;
}) {
  const t = useTexts(markTexts);
  const Icon = icons[kind];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 self-start font-semibold ${colours[kind]}`}>
      <Icon size={size} aria-hidden="true" />
      <span className={labelled ? '' : 'sr-only'}>{t(kind)}</span>
    </span>
  );
}

export function markOf(severity: Severity): MarkKind {
  return severity === 'critical' ? 'urgent' : severity === 'warning' ? 'soon' : 'note';
}

const icons = { urgent: OctagonAlert, soon: TriangleAlert, fine: CircleCheck, unread: CircleDashed, note: Info } as const;
const colours = { urgent: 'text-urgent', soon: 'text-soon', fine: 'text-fine', unread: 'text-unread', note: 'text-muted' } as const;
