import { useOverview } from '../../stores/overview.js';
import { useTexts } from '../../text/texts.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Page } from '../../ui/Page.js';
import { Lamps } from './Lamps.js';
import { startTexts } from './text.js';

/** The first screen: four lamps, the complaint, earlier work; after a look, what was found. */
export function StartPage() {
  const t = useTexts(startTexts);
  const { overview, error, load } = useOverview();
  return (
    <Page title={t('title')}>
      {error && <ErrorNote error={error} onRetry={() => void load()} />}
      {overview && <Lamps lamps={overview.lamps} />}
    </Page>
  );
}
