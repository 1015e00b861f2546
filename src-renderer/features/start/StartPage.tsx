import { useEffect } from 'react';
import { Result } from '../findings/Result.js';
import { useCatalogue } from '../../stores/catalogue.js';
import { useOverview } from '../../stores/overview.js';
import { useScan } from '../../stores/scan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Page } from '../../ui/Page.js';
import { Complaint } from './Complaint.js';
import { EarlierWork } from './EarlierWork.js';
import { Lamps } from './Lamps.js';
import { ScanProgress } from './ScanProgress.js';
import { startTexts } from './text.js';

/** The first screen: four lamps, the complaint, earlier work; after a look, what was found comes first. */
export function StartPage() {
  const t = useTexts(startTexts);
  const { overview, loading, error, load } = useOverview();
  const scan = useScan(({ scan }) => scan);
  const scanError = useScan(({ error }) => error);
  const loadCatalogue = useCatalogue(({ load }) => load);
  useEffect(() => void loadCatalogue().catch(() => undefined), [loadCatalogue]);
  return (
    <Page
      title={t('title')}
      actions={
        <Button look="quiet" disabled={loading} onClick={() => void load()}>
          {t('lookAgain')}
        </Button>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void load()} />}
      {overview ? <Lamps lamps={overview.lamps} /> : <div className="h-24" aria-busy="true" />}
      <ScanProgress />
      {scanError && <ErrorNote error={scanError} />}
      {scan && <Result scan={scan} />}
      <div className="grid gap-4 lg:grid-cols-[3fr_2fr]">
        <Complaint />
        <EarlierWork />
      </div>
    </Page>
  );
}
