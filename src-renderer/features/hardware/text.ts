import type { Texts } from '../../text/texts.js';

export const hardwareTexts = {
  title: { en: 'Hardware', de: 'Hardware' },
  intro: { en: 'What is built in, as the machine itself says it.', de: 'Was eingebaut ist, so wie das Gerät es selbst angibt.' },
  system: { en: 'System', de: 'System' },
  memory: { en: 'Memory', de: 'Arbeitsspeicher' },
  disks: { en: 'Disks', de: 'Datenträger' },
  heat: { en: 'Heat and power', de: 'Wärme und Strom' },
  devices: { en: 'Devices', de: 'Geräte' },
  network: { en: 'Network', de: 'Netz' },
  search: { en: 'Search the inventory', de: 'Bestand durchsuchen' },
  readAsAdmin: { en: 'Read all as administrator', de: 'Alles als Administrator lesen' },
  again: { en: 'Read again', de: 'Neu lesen' },
  copyAll: { en: 'Copy the inventory', de: 'Bestand kopieren' },
  reading: { en: 'Reading', de: 'Wird gelesen' },
  notHere: { en: 'This machine tells nothing of: {names}.', de: 'Dazu macht dieses Gerät keine Angaben: {names}.' },
  celsius: { en: 'degrees Celsius', de: 'Grad Celsius' },
} as const satisfies Texts;
