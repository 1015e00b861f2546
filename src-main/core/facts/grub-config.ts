import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { entriesIn } from './read-text.js';
import { readGrubScriptCheck } from './readers/grub-script.js';
import { defineFact } from './types.js';

/** `state`: `no-entries` means that it is well-formed and starts nothing. */
export type GrubConfig = {
  readonly file: string;
  readonly state: 'fine' | 'missing' | 'empty' | 'no-entries' | 'broken';
  readonly said: string;
};

const file = '/boot/grub/grub.cfg';

/** The boot menu of GRUB, as Debian and Arch have it; only where GRUB is set up. */
export const grubConfig = defineFact<GrubConfig>({
  id: 'grub-config',
  title: 'Boot menu',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 20_000,
  async read({ target, signal }): Promise<ReadingOf<GrubConfig>> {
    // grub-install makes the folder of its modules; without it the machine starts in another way.
    const folders = (await entriesIn(target, '/boot/grub')).map((entry) => entry.text);
    if (!folders.some((path) => /\/(i386-pc|x86_64-efi|arm64-efi|i386-efi)$/.test(path)))
      return unread('not-applicable', 'GRUB is not set up in /boot/grub.', '');
    const stat = await target.files.stat({ text: file });
    if (stat === null) return found('missing', 'there is no boot menu');
    if (stat.size === 0) return found('empty', 'the boot menu is empty');
    const check = readGrubScriptCheck(await target.exec.run({ argv: ['grub-script-check', file], timeoutMs: 15_000, signal }));
    if (!check.known) return check;
    if (!check.value.valid) return found('broken', check.value.said);
    const text = new TextDecoder().decode(await target.files.read({ text: file }, 16_000_000));
    return /^[ \t]*(menuentry|submenu|blscfg|configfile|source|linux|chainloader)\b/m.test(text)
      ? found('fine', 'well-formed')
      : found('no-entries', 'it has no entry');
  },
});

function found(state: GrubConfig['state'], said: string): ReadingOf<GrubConfig> {
  const meaning = state === 'fine' ? 'GRUB can read it' : 'the machine stops at the GRUB prompt';
  return { known: true, value: { file, state, said }, evidence: [{ source: file, line: said, meaning }] };
}
