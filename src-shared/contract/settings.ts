import { Type, type Static } from 'typebox';

/** Printed at the head of reports. `logo` is an image as data URL, '' for none. */
export const Shop = Type.Object({
  name: Type.String({ maxLength: 200 }),
  address: Type.String({ maxLength: 500 }),
  phone: Type.String({ maxLength: 100 }),
  email: Type.String({ maxLength: 200 }),
  logo: Type.String({ maxLength: 400_000, pattern: '^$|^data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$' }),
});
export type Shop = Static<typeof Shop>;

/** What a person has chosen. Kept as a record in the user's store. */
export const Settings = Type.Object({
  theme: Type.Enum(['system', 'light', 'dark']),
  language: Type.Enum(['system', 'en', 'de']),
  shop: Shop,
  /** For our own calls to the outside (license, updates); '' for the system's. */
  proxy: Type.String({ maxLength: 500, pattern: '^$|^https?://[^\\s]+$' }),
  /** Whether the first screen and full checks may ask addresses on the internet. Nothing leaves the machine unless switched on. */
  askInternet: Type.Boolean(),
});
export type Settings = Static<typeof Settings>;

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  shop: { name: '', address: '', phone: '', email: '', logo: '' },
  proxy: '',
  askInternet: false,
};
