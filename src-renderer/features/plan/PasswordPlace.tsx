import { KeyRound } from 'lucide-react';
import { useHost } from '../../stores/host.js';
import { useTexts } from '../../text/texts.js';
import { planTexts } from './text.js';

/**
 * Where a password will be asked for, said before it is. `needed`: whether there is work for an administrator; `given`: whether
 * it was asked for just now, for the final plan (the elevated worker stays for five idle minutes).
 */
export function PasswordPlace({ needed, given = false }: { readonly needed: boolean; readonly given?: boolean }) {
  const elevation = useHost(({ about }) => about?.elevation);
  const t = useTexts(planTexts);
  if (elevation === undefined) return null;
  return (
    <p className="flex items-start gap-2">
      <KeyRound size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span>{t(needed ? (given && elevation !== 'already' ? 'passwordGiven' : places[elevation]) : 'passwordUser')}</span>
    </p>
  );
}

const places = {
  already: 'passwordNone',
  terminal: 'passwordTerminal',
  dialog: 'passwordDialog',
  unavailable: 'passwordUnavailable',
} as const;
