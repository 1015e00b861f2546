import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownToLine } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { useFormat } from '../../ui/format.js';
import { LogSearchField } from './LogSearchField.js';
import { lineAt, textOf, type LogLine, type RunLog } from './run-log.js';
import { runTexts } from './text.js';
import { useLogSearch } from './use-log-search.js';

/**
 * The log of a run: only the lines in view are in the page, whatever its length. It stays at the newest line until somebody
 * scrolls away from it.
 */
export function LogView({ log }: { readonly log: RunLog }) {
  const t = useTexts(runTexts);
  const { number } = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const search = useLogSearch(log);
  const [lineHeight] = useState(lineHeightNow);
  const count = log.end - log.first;
  const rows = useVirtualizer({
    // Ahead of the lines there are: the library goes over all of them whenever their number changes.
    count: roomFor(count),
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 12,
    // Scrolling is drawn with the next picture like everything else.
    useFlushSync: false,
  });

  useEffect(() => {
    if (atEnd && count > 0) box.current?.scrollTo({ top: count * lineHeight });
  }, [atEnd, count, lineHeight]);
  useEffect(() => {
    if (search.present === null) return;
    setAtEnd(false);
    const element = box.current;
    element?.scrollTo({ top: (search.present - log.first) * lineHeight - element.clientHeight / 2 });
    // Only when another place is chosen, not whenever lines come.
  }, [search.present]);

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <LogSearchField search={search} />
        <div className="flex flex-wrap items-center gap-1">
          <span className="text-xs text-muted">{t('logLines', { count })}</span>
          {!atEnd && (
            <Button look="quiet" icon={<ArrowDownToLine size={16} aria-hidden="true" />} onClick={() => setAtEnd(true)}>
              {t('logFollow')}
            </Button>
          )}
          <CopyButton text={() => textOf(log)} label={t('logCopy')} />
        </div>
      </div>
      {log.first > 0 && <p className="text-xs text-muted">{t('logDropped', { count: number(log.first) })}</p>}
      {count === 0 && <p className="text-muted">{t('logEmpty')}</p>}
      <div
        ref={box}
        role="region"
        aria-label={t('log')}
        tabIndex={0}
        className="h-80 overflow-auto rounded-md border border-line bg-sunken font-mono contain-strict text-xs"
        onWheel={({ deltaY }) => deltaY < 0 && setAtEnd(false)}
        onScroll={({ currentTarget }) => {
          // Asked first: to look at the size makes the browser lay the page out once more for each picture.
          if (atEnd || search.present !== null) return;
          if (currentTarget.scrollTop + currentTarget.clientHeight >= (count - 4) * lineHeight) setAtEnd(true);
        }}
        onKeyDown={({ key }) => ['ArrowUp', 'PageUp', 'Home'].includes(key) && setAtEnd(false)}
        onPointerDown={() => setAtEnd(false)}
      >
        {/* Every element moves in 120 ms unless it says otherwise; a log that moved would never be where it is scrolled to. */}
        <div className="relative w-full transition-none" style={{ height: count * lineHeight }}>
          {rows.getVirtualItems().map(({ index, start }, place) => (
            // By place, not by line: when lines stream by, the elements stay and only their words change.
            <Row
              key={place}
              top={start}
              height={lineHeight}
              line={lineAt(log, log.first + index)}
              isHit={log.first + index === search.present}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

type RowParts = { readonly line: LogLine | undefined; readonly top: number; readonly height: number; readonly isHit: boolean };

function Row({ line, top, height, isHit }: RowParts) {
  if (!line) return null;
  return (
    <div
      className={`absolute left-0 min-w-full px-2 whitespace-pre transition-none ${looks[line.kind]} ${isHit ? 'bg-selected outline outline-accent' : ''}`}
      style={{ height, lineHeight: `${height}px`, transform: `translateY(${top}px)` }}
    >
      {line.kind === 'command' ? `$ ${line.text}` : line.text}
    </div>
  );
}

const looks: Readonly<Record<LogLine['kind'], string>> = {
  step: 'font-semibold text-text',
  command: 'text-accent',
  output: 'text-text',
  remark: 'text-soon',
};

function roomFor(lines: number): number {
  return Math.max(1_024, 2 ** Math.ceil(Math.log2(lines + 1)));
}

/** Lines grow with the letters that a person has chosen. */
function lineHeightNow(): number {
  return Math.round(1.25 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
}
