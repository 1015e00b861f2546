import { Tabs } from 'radix-ui';
import { useEffect, type ReactNode } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useHistory } from '../../stores/history.js';
import { useTexts } from '../../text/texts.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Page } from '../../ui/Page.js';
import { Changes } from './Changes.js';
import { Compare } from './Compare.js';
import { Journals } from './Journals.js';
import { Quarantine } from './Quarantine.js';
import { RunDetail } from './RunDetail.js';
import { RunList } from './RunList.js';
import { ScanList } from './ScanList.js';
import { historyTexts } from './text.js';

const tabs = ['runs', 'scans', 'changes', 'quarantine', 'journals'] as const;
const names = { runs: 'tabRuns', scans: 'tabScans', changes: 'tabChanges', quarantine: 'tabQuarantine', journals: 'tabJournals' } as const;

/** What was done and looked at, and every way back. `/history`, `/history/TAB`, `/history/RUN`, `/history/compare/SCAN`. */
export function HistoryPage() {
  const t = useTexts(historyTexts);
  const { error, load } = useHistory();
  const [, navigate] = useLocation();
  const [, place] = useRoute('/history/:what?/:scan?');
  useEffect(() => void load(), [load]);
  const what = place?.what ?? 'runs';
  if (what === 'compare') return <Compare from={place?.scan ?? ''} />;
  const tab = tabs.find((name) => name === what);
  if (!tab) return <RunDetail id={what} />;
  return (
    <Page title={t('title')} intro={t('intro')}>
      {error && <ErrorNote error={error} onRetry={() => void load()} />}
      <Tabs.Root value={tab} onValueChange={(next) => navigate(next === 'runs' ? '/history' : `/history/${next}`)} activationMode="manual">
        <Tabs.List aria-label={t('title')} className="mb-3 flex gap-1 overflow-x-auto border-b border-line">
          {tabs.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="border-b-2 border-transparent px-3 py-2 whitespace-nowrap hover:bg-selected data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-accent"
            >
              {t(names[name])}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Content of="runs" shown={tab}>
          <RunList />
        </Content>
        <Content of="scans" shown={tab}>
          <ScanList />
        </Content>
        <Content of="changes" shown={tab}>
          <Changes />
        </Content>
        <Content of="quarantine" shown={tab}>
          <Quarantine />
        </Content>
        <Content of="journals" shown={tab}>
          <Journals />
        </Content>
      </Tabs.Root>
    </Page>
  );
}

function Content({ of, shown, children }: { readonly of: (typeof tabs)[number]; readonly shown: string; readonly children: ReactNode }) {
  return <Tabs.Content value={of}>{of === shown && children}</Tabs.Content>;
}
