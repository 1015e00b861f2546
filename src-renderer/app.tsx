import { Suspense, useEffect } from 'react';
import { Link, Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useConnection } from './api/connection.js';
import { ErrorBoundary } from './features/shell/ErrorBoundary.js';
import { focusHeading, useKeptFocus } from './features/shell/focus.js';
import { Footer } from './features/shell/Footer.js';
import { IdentityBar } from './features/shell/IdentityBar.js';
import { Menu } from './features/shell/Menu.js';
import { Notices } from './features/shell/Notices.js';
import { shellTexts } from './features/shell/text.js';
import { pages } from './pages.js';
import { useHost } from './stores/host.js';
import { useJob } from './stores/job.js';
import { useLanguage } from './stores/language.js';
import { useOverview } from './stores/overview.js';
import { useRuns } from './stores/run.js';
import { useSettings } from './stores/settings.js';
import { useTheme } from './stores/theme.js';
import { commonTexts } from './text/common.js';
import { useTexts } from './text/texts.js';
import { EmptyState } from './ui/EmptyState.js';

export function App() {
  const { status, generation } = useConnection();
  const language = useLanguage();
  useTheme();
  useKeptFocus();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (generation > 0) void loadAll();
  }, [generation]);
  if (status === 'no-session') return <NoSession />;
  return (
    <Router hook={useHashLocation}>
      <div className="flex min-h-screen flex-col">
        <SkipLink />
        <IdentityBar />
        <Notices />
        <div className="flex flex-1 flex-col md:flex-row">
          <Menu />
          <main id="page" className="min-w-0 flex-1">
            {generation > 0 && <Pages />}
          </main>
        </div>
        <Footer />
      </div>
    </Router>
  );
}

/** Everything that the frame around the pages shows; once for each connection. */
async function loadAll(): Promise<void> {
  void useHost
    .getState()
    .follow()
    .catch(() => undefined);
  // Whether the lamps may ask the Internet is one of the settings.
  const overview = useSettings.getState().load().then(useOverview.getState().load);
  await Promise.all([overview, useJob.getState().load(), useRuns.getState().load()]).catch(() => undefined);
}

function Pages() {
  const t = useTexts(shellTexts);
  const common = useTexts(commonTexts);
  const [path] = useLocation();
  return (
    <ErrorBoundary key={path} fallback={<EmptyState title={t('crashed')}>{t('crashedWhy')}</EmptyState>}>
      <Suspense fallback={<p className="p-4 text-muted">{common('loading')}</p>}>
        <Switch>
          {pages.map(({ path, page: Page }) => (
            <Route key={path} path={path}>
              <Page />
            </Route>
          ))}
          <Route>
            <EmptyState title={t('notThere')}>
              <Link href="/">{t('toStart')}</Link>
            </EmptyState>
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

function SkipLink() {
  const t = useTexts(shellTexts);
  return (
    <button type="button" className="sr-only focus:not-sr-only focus:p-2" onClick={focusHeading}>
      {t('skip')}
    </button>
  );
}

function NoSession() {
  const t = useTexts(shellTexts);
  return (
    <main className="mx-auto max-w-xl p-8">
      <EmptyState title={t('noSession')}>{t('noSessionWhy')}</EmptyState>
    </main>
  );
}
