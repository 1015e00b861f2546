import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { entriesIn, orAbsent } from './read-text.js';
import { defineFact } from './types.js';

/** `setup`: the firmware has no keys yet and checks nothing. */
export type SecureBoot = { readonly on: boolean; readonly setup: boolean };

const folder = '/sys/firmware/efi';
/** The vendor's number of the UEFI specification's own variables. */
const globalVariables = '8be4df61-93ca-11d2-aa0d-00e098032b8c';

/** Whether the firmware starts only signed systems. Source: UEFI 2.10, 3.3; efivarfs: four bytes of attributes, then one of value. */
export const secureBoot = defineFact<SecureBoot>({
  id: 'secure-boot',
  title: 'Secure Boot',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<SecureBoot>> {
    if ((await target.files.stat({ text: folder })) === null)
      return unread('not-applicable', 'This machine does not start by UEFI, or this system cannot see that it does.', '');
    const variable = async (name: string): Promise<number | null> => {
      const bytes = await orAbsent(target.files.read({ text: `${folder}/efivars/${name}-${globalVariables}` }, 64));
      return bytes?.length === 5 ? (bytes[4] ?? null) : null;
    };
    const [value, setup] = [await variable('SecureBoot'), await variable('SetupMode')];
    if (value === null)
      return (await entriesIn(target, `${folder}/efivars`)).length === 0
        ? unread(
            'failed',
            "The firmware's variables cannot be seen.",
            "Run 'mount -t efivarfs efivarfs /sys/firmware/efi/efivars' as root.",
          )
        : unread('not-applicable', 'This firmware has no Secure Boot.', '');
    const line = `SecureBoot = ${value}${setup === null ? '' : `, SetupMode = ${setup}`}`;
    const meaning = value === 1 ? 'only signed systems start' : 'any system starts';
    return { known: true, value: { on: value === 1, setup: setup === 1 }, evidence: [{ source: `${folder}/efivars`, line, meaning }] };
  },
});
