import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Profile, Target } from '../ports.js';
import { unread } from './raw.js';
import { orAbsent, orUnseen } from './read-text.js';
import { defineFact } from './types.js';

/** Units without which a sound server does not run, by server; the first server that is installed is the one to keep. */
const servers: readonly { readonly name: string; readonly units: readonly string[] }[] = [
  {
    name: 'pipewire',
    units: ['pipewire.socket', 'pipewire.service', 'pipewire-pulse.socket', 'pipewire-pulse.service', 'wireplumber.service'],
  },
  { name: 'pulseaudio', units: ['pulseaudio.socket', 'pulseaudio.service'] },
];

export type SoundMasks = {
  readonly user: string;
  readonly uid: number;
  readonly loggedIn: boolean;
  /** Links to /dev/null that forbid the server; none while another server may run. */
  readonly masks: readonly string[];
  /** What to start once they are gone. */
  readonly start: string;
};

/** People who have forbidden every sound server that is installed. Who forbids one of two has made a choice, and has sound. */
export const soundMasks = defineFact<SoundMasks[]>({
  id: 'sound-masks',
  title: 'Forbidden sound services',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target, profiles }): Promise<ReadingOf<SoundMasks[]>> {
    const installed: (typeof servers)[number][] = [];
    for (const server of servers) {
      const units: string[] = [];
      for (const unit of server.units) if ((await target.files.stat({ text: `/usr/lib/systemd/user/${unit}` })) !== null) units.push(unit);
      if (units.some((unit) => unit.startsWith(`${server.name}.`))) installed.push({ ...server, units });
    }
    const value: SoundMasks[] = [];
    const unseen: string[] = [];
    for (const profile of profiles) {
      const masksOf = await Promise.all(installed.map(({ units }) => masked(target, profile, units))).catch((thrown: unknown) => {
        if (toAppError(thrown).code !== 'not-permitted') throw thrown;
        unseen.push(profile.name);
        return [];
      });
      const [first] = installed;
      const [masks = []] = masksOf;
      if (first === undefined || masks.length === 0 || masksOf.some((one) => one.length === 0)) continue;
      const loggedIn = (await orUnseen(target.files.stat({ text: `/run/user/${profile.uid}/systemd` }))) !== null;
      value.push({ user: profile.name, uid: profile.uid, loggedIn, masks, start: first.units[0] ?? '' });
    }
    if (value.length === 0 && unseen.length > 0)
      return unread('not-permitted', `The home of ${unseen.join(', ')} may not be looked into.`, "Run 'sudo rescuepc scan'.");
    const evidence = value.flatMap(({ masks }) => masks.map((path) => ({ source: path, line: '/dev/null', meaning: 'it may not start' })));
    const names = installed.map(({ name }) => name).join(', ') || 'no sound server';
    const fine = { source: '/usr/lib/systemd/user', line: names, meaning: 'installed and not forbidden' };
    return { known: true, value, evidence: evidence.length > 0 ? evidence : [fine] };
  },
});

async function masked(target: Target, { home }: Profile, units: readonly string[]): Promise<string[]> {
  const masks: string[] = [];
  for (const unit of units) {
    const path = posix.join(home, '.config/systemd/user', unit);
    if ((await target.files.stat({ text: path }))?.kind !== 'link') continue;
    if ((await orAbsent(target.files.readLink({ text: path }))) === '/dev/null') masks.push(path);
  }
  return masks;
}
