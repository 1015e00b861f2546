import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/Field.js';
import { runTexts } from './text.js';
import type { LogPlaces } from './use-log-search.js';

/** A field that finds places in the log: Enter goes to the next, Shift+Enter to the one before. */
export function LogSearchField({ search: { query, hits, done, at, ask, go } }: { readonly search: LogPlaces }) {
  const t = useTexts(runTexts);
  const found =
    hits.length === 0
      ? done
        ? t('logNoHits')
        : ''
      : done
        ? t('logHits', { at: at + 1, count: hits.length })
        : t('logSearching', { count: hits.length });
  return (
    <div className="flex flex-wrap items-end gap-1">
      <div className="w-56">
        <TextField
          label={t('logSearch')}
          type="search"
          value={query}
          onChange={({ target }) => ask(target.value)}
          onKeyDown={({ key, shiftKey }) => key === 'Enter' && go(shiftKey ? -1 : 1)}
        />
      </div>
      <Button look="quiet" aria-label={t('logPrevious')} title={t('logPrevious')} disabled={hits.length === 0} onClick={() => go(-1)}>
        <ChevronUp size={18} aria-hidden="true" />
      </Button>
      <Button look="quiet" aria-label={t('logNext')} title={t('logNext')} disabled={hits.length === 0} onClick={() => go(1)}>
        <ChevronDown size={18} aria-hidden="true" />
      </Button>
      <span role="status" className="pb-2 text-xs text-muted">
        {query !== '' && found}
      </span>
    </div>
  );
}
