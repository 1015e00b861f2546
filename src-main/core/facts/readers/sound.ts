import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

/** `server` null: none is installed. `ready`: it runs, or waits for its first client. */
export type SoundServer = { readonly server: string | null; readonly ready: boolean; readonly failed: readonly string[] };

/** `systemctl --user show --property=Id,LoadState,ActiveState`: a block of lines a unit. Source: systemctl(1). */
export function readSoundServer(raw: Raw): ReadingOf<SoundServer> {
  const bad = unusable(raw);
  if (bad?.code === 'missing-tool') return unread('not-applicable', 'There is no systemd here.', '');
  if (bad) return bad;
  const field = (block: string, name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
  const blocks = stdoutText(raw)
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '');
  const units = blocks.map((block) => ({ id: field(block, 'Id'), load: field(block, 'LoadState'), state: field(block, 'ActiveState') }));
  if (raw.code !== 0 || units.length === 0 || units.some(({ id, load, state }) => id === '' || load === '' || state === ''))
    return notUnderstood(raw);
  const loaded = units.filter(({ load }) => load === 'loaded');
  const [name] = ['pipewire', 'pulseaudio'].filter((candidate) => loaded.some(({ id }) => id.startsWith(`${candidate}.`)));
  const own = loaded.filter(({ id }) => name !== undefined && id.startsWith(name));
  const ready = own.some(({ id, state }) => state === 'active' && id.startsWith(`${name}.`));
  const failed = own.filter(({ state }) => state === 'failed').map(({ id }) => id);
  const evidence = own.map(({ id, state }) => ({ source: 'systemctl --user', line: `${id} ${state}`, meaning: 'sound service' }));
  const none = { source: 'systemctl --user', line: 'neither pipewire nor pulseaudio', meaning: 'no sound service is installed' };
  return { known: true, value: { server: name ?? null, ready, failed }, evidence: name === undefined ? [none] : evidence };
}

/** Percent of full volume. */
export type Volume = { readonly percent: number; readonly muted: boolean };

/** `wpctl get-volume @DEFAULT_AUDIO_SINK@`: `Volume: 0.40 [MUTED]`. Source: WirePlumber 0.4 and 0.5. */
export function readVolume(raw: Raw): ReadingOf<Volume> {
  const bad = unusable(raw, "Install 'wireplumber'.");
  if (bad) return bad;
  const [, level, muted] = /^Volume: (\d+(?:\.\d+)?)( \[MUTED\])?\s*$/.exec(stdoutText(raw)) ?? [];
  if (raw.code !== 0 || level === undefined)
    return /Node .* not found|Object .* not found/i.test(stderrText(raw) + stdoutText(raw))
      ? unread('failed', 'There is no output for sound.', 'Look whether speakers or headphones are connected.')
      : notUnderstood(raw);
  const percent = Math.round(Number(level) * 100);
  return {
    known: true,
    value: { percent, muted: muted !== undefined },
    evidence: [
      { source: 'wpctl get-volume', line: stdoutText(raw).trim(), meaning: muted === undefined ? 'volume' : 'the sound is muted' },
    ],
  };
}
