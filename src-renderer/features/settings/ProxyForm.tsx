import { useEffect, useState } from 'react';
import { useSettings } from '../../stores/settings.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/Field.js';
import { settingsTexts } from './text.js';

/** The proxy for our own connections; kept only when it is well-formed. */
export function ProxyForm({ disabled }: { readonly disabled: boolean }) {
  const t = useTexts(settingsTexts);
  const { settings, change } = useSettings();
  const [proxy, setProxy] = useState(settings.proxy);
  useEffect(() => setProxy(settings.proxy), [settings.proxy]);
  const good = proxy === '' || /^https?:\/\/[^\s]+$/.test(proxy);
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (good) void change({ proxy });
      }}
    >
      <TextField
        label={t('proxy')}
        hint={good ? t('proxyHint') : t('proxyBad')}
        aria-invalid={!good}
        disabled={disabled}
        value={proxy}
        onChange={({ target }) => setProxy(target.value.trim())}
      />
      {proxy !== settings.proxy && (
        <Button type="submit" disabled={!good || disabled} className="self-start">
          {t('keepProxy')}
        </Button>
      )}
    </form>
  );
}
