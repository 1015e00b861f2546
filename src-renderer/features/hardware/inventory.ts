import type { Reading } from '../../../src-shared/contract/fact.js';
import type { hardwareTexts } from './text.js';

/** What belongs to the inventory, by heading, in the order in which it is shown. */
export const groups = {
  system: ['identity', 'secure-boot', 'virtualization'],
  memory: ['memory-modules', 'memory', 'swap'],
  disks: ['disks', 'disk-health', 'disk-wear', 'disk-signs', 'raid', 'disk-encryption', 'file-systems'],
  heat: ['temperatures', 'battery', 'power'],
  devices: ['graphics', 'sound-cards', 'printers'],
  network: ['network-links', 'wireless'],
} as const satisfies Partial<Record<keyof typeof hardwareTexts, readonly string[]>>;

export type GroupName = keyof typeof groups;
export const inventoryFacts: readonly string[] = Object.values(groups).flat();

/** Lines of a reading that fit a search; all of them where its title fits. Pure. */
export function linesFitting(title: string, reading: Reading, query: string): { source: string; line: string; meaning: string }[] {
  if (!reading.known) return [];
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  return fits(title)
    ? reading.evidence
    : reading.evidence.filter(({ source, line, meaning }) => fits(`${title} ${source} ${line} ${meaning}`));
}

/** The inventory as plain text, for a ticket. Pure. */
export function inventoryText(titles: ReadonlyMap<string, string>, readings: Readonly<Record<string, Reading>>): string {
  return inventoryFacts
    .flatMap((id) => {
      const reading = readings[id];
      if (!reading?.known || reading.evidence.length === 0) return [];
      return [titles.get(id) ?? id, ...reading.evidence.map(({ source, line, meaning }) => `  ${source}: ${line} (${meaning})`)];
    })
    .join('\n');
}
