import { useHost } from '../../stores/host.js';
import { useSettings } from '../../stores/settings.js';
import { useTexts } from '../../text/texts.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { CheckField, SelectField } from '../../ui/Field.js';
import { Page } from '../../ui/Page.js';
import { Panel } from '../../ui/Panel.js';
import { ProxyForm } from './ProxyForm.js';
import { ShopForm } from './ShopForm.js';
import { settingsTexts } from './text.js';

/** What a person can choose, and where things are kept. */
export function SettingsPage() {
  const t = useTexts(settingsTexts);
  const { settings, loaded, error, change, load } = useSettings();
  const { about, inControl } = useHost();
  const disabled = !loaded || !inControl;
  return (
    <Page title={t('title')}>
      {error && <ErrorNote error={error} onRetry={() => void load()} />}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t('look')}>
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                label={t('theme')}
                disabled={disabled}
                value={settings.theme}
                onChange={({ target }) => void change({ theme: target.value as typeof settings.theme })}
              >
                <option value="system">{t('themeSystem')}</option>
                <option value="light">{t('themeLight')}</option>
                <option value="dark">{t('themeDark')}</option>
              </SelectField>
              <SelectField
                label={t('language')}
                disabled={disabled}
                value={settings.language}
                onChange={({ target }) => void change({ language: target.value as typeof settings.language })}
              >
                <option value="system">{t('languageSystem')}</option>
                <option value="en" lang="en">
                  English
                </option>
                <option value="de" lang="de">
                  Deutsch
                </option>
              </SelectField>
            </div>
          </Panel>
          <Panel title={t('shop')}>
            <ShopForm disabled={disabled} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t('privacy')}>
            <p className="mb-3 text-muted">{t('privacyIntro')}</p>
            <div className="flex flex-col gap-4">
              <CheckField
                label={t('askInternet')}
                hint={t('askInternetHint')}
                disabled={disabled}
                checked={settings.askInternet}
                onChange={({ target }) => void change({ askInternet: target.checked })}
              />
              <ProxyForm disabled={disabled} />
            </div>
          </Panel>
          <Panel title={t('places')}>
            {about && (
              <dl className="flex flex-col gap-2">
                <div>
                  <dt className="text-muted">{t('userStore')}</dt>
                  <dd>
                    <code>{about.userStore}</code>
                  </dd>
                </div>
                <div>
                  <dt className="text-muted">{t('machineStore')}</dt>
                  <dd>
                    <code>{about.machineStore}</code>
                  </dd>
                </div>
              </dl>
            )}
            <p className="mt-2 text-xs text-muted">{t('placesHint')}</p>
          </Panel>
          <Panel title={t('license')}>
            <p>{t('licenseNone')}</p>
          </Panel>
          <Panel title={t('updates')}>
            <p>{about && t('updatesNone', { version: about.version })}</p>
          </Panel>
        </div>
      </div>
    </Page>
  );
}
