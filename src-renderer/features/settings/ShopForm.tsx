import { useEffect, useState } from 'react';
import { useSettings } from '../../stores/settings.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { TextArea, TextField } from '../../ui/Field.js';
import { settingsTexts } from './text.js';

const mostLogoBytes = 300_000;
const logoTypes = ['image/png', 'image/jpeg', 'image/webp'];

/** The shop's details for the head of reports. */
export function ShopForm({ disabled }: { readonly disabled: boolean }) {
  const t = useTexts(settingsTexts);
  const { settings, change } = useSettings();
  const [shop, setShop] = useState(settings.shop);
  const [badLogo, setBadLogo] = useState(false);
  useEffect(() => setShop(settings.shop), [settings.shop]);
  const unsaved = JSON.stringify(shop) !== JSON.stringify(settings.shop);
  const field = (key: 'name' | 'phone' | 'email', maxLength: number) => (
    <TextField
      label={t(key)}
      disabled={disabled}
      value={shop[key]}
      maxLength={maxLength}
      onChange={({ target }) => setShop({ ...shop, [key]: target.value })}
    />
  );
  async function chooseLogo(file: File | undefined): Promise<void> {
    const bad = file !== undefined && (file.size > mostLogoBytes || !logoTypes.includes(file.type));
    setBadLogo(bad);
    if (file && !bad) setShop({ ...shop, logo: await dataUrl(file) });
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void change({ shop });
      }}
    >
      <p className="text-muted">{t('shopIntro')}</p>
      {field('name', 200)}
      <TextArea
        label={t('address')}
        disabled={disabled}
        value={shop.address}
        maxLength={500}
        onChange={({ target }) => setShop({ ...shop, address: target.value })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        {field('phone', 100)}
        {field('email', 200)}
      </div>
      <TextField
        label={t('logo')}
        hint={badLogo ? t('logoBad') : t('logoHint')}
        aria-invalid={badLogo}
        type="file"
        accept={logoTypes.join(',')}
        disabled={disabled}
        onChange={({ target }) => void chooseLogo(target.files?.[0])}
      />
      {shop.logo !== '' && (
        <div className="flex items-center gap-3">
          <img src={shop.logo} alt={t('logo')} className="max-h-16 max-w-48 rounded border border-line bg-white p-1" />
          <Button look="quiet" disabled={disabled} onClick={() => setShop({ ...shop, logo: '' })}>
            {t('removeLogo')}
          </Button>
        </div>
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" look="main" disabled={!unsaved || disabled}>
          {t('save')}
        </Button>
        <span role="status" className="text-muted">
          {unsaved ? t('unsaved') : shop.name === '' ? '' : t('saved')}
        </span>
      </div>
    </form>
  );
}

async function dataUrl(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return `data:${file.type};base64,${btoa(binary)}`;
}
