/** The only addresses outside that the product ever opens, by id. A page names an id; it cannot name an address. */
export const links = {
  smartmontools: 'https://www.smartmontools.org/',
  'debian-handbook': 'https://www.debian.org/doc/manuals/debian-handbook/',
  'arch-wiki': 'https://wiki.archlinux.org/',
} as const satisfies Readonly<Record<string, `https://${string}`>>;

export type LinkId = keyof typeof links;
