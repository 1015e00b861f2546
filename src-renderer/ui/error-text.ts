import type { ErrorCode } from '../../src-shared/errors.js';
import type { Text } from '../text/texts.js';

/** What an error means, for people. Total: a new code without words does not compile. The core's own message stands below it. */
export const errorTexts = {
  'bad-input': { en: 'This cannot be done as it was asked.', de: 'So, wie es verlangt wurde, geht es nicht.' },
  'unknown-call': {
    en: 'The program behind this window is another version.',
    de: 'Das Programm hinter diesem Fenster hat eine andere Version.',
  },
  'frame-too-large': { en: 'This is too large to be handed over.', de: 'Das ist zu groß, um übergeben zu werden.' },
  closed: { en: 'The connection to RescuePC has ended.', de: 'Die Verbindung zu RescuePC ist beendet.' },
  cancelled: { en: 'Cancelled.', de: 'Abgebrochen.' },
  lagging: { en: 'This window could not keep up.', de: 'Dieses Fenster kam nicht nach.' },
  'not-found': { en: 'It is not there.', de: 'Das gibt es hier nicht.' },
  'not-built': { en: 'This is not built yet.', de: 'Das gibt es noch nicht.' },
  usage: { en: 'This cannot be done as it was asked.', de: 'So, wie es verlangt wurde, geht es nicht.' },
  busy: { en: 'Something else is at work.', de: 'Hier arbeitet schon etwas anderes.' },
  'elevation-refused': {
    en: 'The administrator’s password was not given.',
    de: 'Das Passwort eines Administrators wurde nicht eingegeben.',
  },
  'elevation-unavailable': { en: 'Administrator rights cannot be had here.', de: 'Administratorrechte sind hier nicht zu bekommen.' },
  'passphrase-needed': {
    en: 'This disk is encrypted: its passphrase is needed.',
    de: 'Dieser Datenträger ist verschlüsselt: Die Passphrase wird gebraucht.',
  },
  'unsafe-place': {
    en: 'Others could change the program that would work as administrator.',
    de: 'Andere könnten das Programm verändern, das als Administrator arbeiten würde.',
  },
  'unsafe-path': { en: 'Others could redirect this path.', de: 'Andere könnten diesen Pfad umlenken.' },
  'not-permitted': { en: 'This is not permitted.', de: 'Das ist nicht erlaubt.' },
  'read-only': { en: 'Nothing can be written there.', de: 'Dort kann nichts geschrieben werden.' },
  'no-space': { en: 'The disk is full.', de: 'Der Datenträger ist voll.' },
  'io-error': { en: 'Reading or writing failed.', de: 'Lesen oder Schreiben ist fehlgeschlagen.' },
  'consent-needed': { en: 'This has to be agreed to first.', de: 'Dem muss zuerst zugestimmt werden.' },
  'plan-changed': { en: 'The plan is not what was agreed to any more.', de: 'Der Plan ist nicht mehr der, dem zugestimmt wurde.' },
  'undo-conflict': { en: 'It has been changed since.', de: 'Es wurde seitdem verändert.' },
  'step-failed': { en: 'A step failed.', de: 'Ein Schritt ist fehlgeschlagen.' },
  damaged: { en: 'A kept file is damaged.', de: 'Eine aufbewahrte Datei ist beschädigt.' },
  'newer-version': { en: 'A newer RescuePC has written this.', de: 'Das hat ein neueres RescuePC geschrieben.' },
  unsupported: { en: 'This system cannot do that.', de: 'Das kann dieses System nicht.' },
  'not-licensed': { en: 'This needs a license.', de: 'Dafür ist eine Lizenz nötig.' },
  'timed-out': { en: 'There was no answer in time.', de: 'Es kam nicht rechtzeitig eine Antwort.' },
  internal: { en: 'This is a fault of RescuePC.', de: 'Das ist ein Fehler von RescuePC.' },
} as const satisfies Readonly<Record<ErrorCode, Text>>;
