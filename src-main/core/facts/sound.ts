import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { toAppError } from '../../../src-shared/errors.js';
import { unread } from './raw.js';
import { readSoundServer, readVolume, type SoundServer, type Volume } from './readers/sound.js';
import { readText } from './read-text.js';
import { defineFact, type FactContext } from './types.js';

/** Sound cards that the kernel has a driver for. None: no card, or no driver for it. Source: /proc/asound/cards. */
export const soundCards = defineFact<{ readonly name: string }[]>({
  id: 'sound-cards',
  title: 'Sound cards',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }) {
    // Without the folder no driver of any card is loaded; with it, its list has to be read.
    const none = 'absent, no driver is loaded';
    const text = (await target.files.stat({ text: '/proc/asound' })) === null ? none : await readText(target, '/proc/asound/cards');
    if (text === null) return unread('failed', '/proc/asound/cards cannot be read.', '');
    const value = [...text.matchAll(/^[ \t]*\d+ \[[^\]]*\]: (.+)$/gm)].map(([, name = '']) => ({ name }));
    if (value.length === 0 && text !== none && text !== '--- no soundcards ---')
      return unread('unexpected-output', '/proc/asound/cards is not understood.', '');
    const evidence = value.map(({ name }) => ({ source: '/proc/asound/cards', line: name, meaning: 'sound card with a driver' }));
    const without = { source: '/proc/asound/cards', line: text, meaning: 'no sound card has a driver' };
    return { known: true, value, evidence: value.length === 0 ? [without] : evidence };
  },
});

export type OfUser<T> = T & { readonly user: string };

/** The sound service of each person who is logged in. */
export const soundServer = defineFact<OfUser<SoundServer>[]>({
  id: 'sound-server',
  title: 'Sound service',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  read: (context) =>
    ofLoggedIn(context, readSoundServer, [
      'systemctl',
      '--user',
      'show',
      '--property=Id,LoadState,ActiveState',
      ...['pipewire', 'pipewire-pulse', 'pulseaudio'].flatMap((name) => [`${name}.service`, `${name}.socket`]),
    ]),
});

/** Whether the sound is muted, and where it goes. Asking starts a sound service that waits for its first client. */
export const soundVolume = defineFact<OfUser<Volume>[]>({
  id: 'sound-volume',
  title: 'Volume',
  cost: 'on-demand',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  read: (context) => ofLoggedIn(context, readVolume, ['wpctl', 'get-volume', '@DEFAULT_AUDIO_SINK@']),
});

/** Asks a command of everybody who is logged in and may be asked. Nobody answers: why the first did not. */
async function ofLoggedIn<T extends object>(
  { profiles, target, as, signal, uid }: FactContext,
  read: (raw: Awaited<ReturnType<FactContext['target']['exec']['run']>>) => ReadingOf<T>,
  argv: string[],
): Promise<ReadingOf<OfUser<T>[]>> {
  const value: OfUser<T>[] = [];
  const evidence: Evidence[] = [];
  let first = unread('not-applicable', 'Nobody who could hear anything is logged in.', '');
  // Oneself first: others may be asked by root only.
  for (const profile of profiles.toSorted((a, b) => Number(b.uid === uid) - Number(a.uid === uid))) {
    if ((await target.files.stat({ text: `/run/user/${profile.uid}/systemd` }).catch(() => undefined)) === null) continue;
    const reading = await as(profile)
      .then((own) =>
        own.exec.run({
          argv: [argv[0] ?? '', ...argv.slice(1)],
          env: { XDG_RUNTIME_DIR: `/run/user/${profile.uid}` },
          timeoutMs: 4_000,
          signal,
        }),
      )
      .then(read, (thrown: unknown) => unread('not-permitted', toAppError(thrown).message, "Run 'sudo rescuepc scan'."));
    if (!reading.known && first.code === 'not-applicable') first = reading;
    if (!reading.known) evidence.push({ source: profile.name, line: reading.reason, meaning: 'not asked' });
    else value.push({ user: profile.name, ...reading.value });
    if (reading.known) evidence.push(...reading.evidence.map((line) => ({ ...line, source: `${line.source} (${profile.name})` })));
  }
  return value.length === 0 ? first : { known: true, value, evidence };
}
