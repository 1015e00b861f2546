import type { Reading } from '../../../src-shared/contract/fact.js';
import type { Lamps, LampState } from '../../../src-shared/contract/overview.js';
import type { FactId, FactReadings } from '../facts/index.js';
import type { Check } from '../scan/checks/define.js';
import { diskErrors, diskFailing, diskWarnings } from '../scan/checks/disk-failing.js';
import { diskOffline, diskWorn } from '../scan/checks/disk-signs.js';
import { raidDegraded } from '../scan/checks/machine.js';
import { inodesFull, spaceFull } from '../scan/checks/space.js';

const dataChecks: readonly Check[] = [diskFailing, diskOffline, raidDegraded, diskErrors, diskWarnings, diskWorn];
const roomChecks: readonly Check[] = [spaceFull, inodesFull];

/** What the lamps are read from without asking the network. */
export const lampFacts: readonly FactId[] = [
  'disk-health',
  'disk-wear',
  'disk-signs',
  'raid',
  'kernel-log',
  'file-systems',
  'restart-required',
  'network-links',
  'default-route',
];
/** What the network has to be asked for. */
export const internetFacts: readonly FactId[] = ['internet-address', 'name-lookup'];

/** The four lamps from readings. The same checks decide as in a scan. Pure. */
export function lampsOf(facts: FactReadings): Lamps {
  return { data: dataLamp(facts), room: roomLamp(facts), restart: restartLamp(facts), internet: internetLamp(facts) };
}

/** Fine only if all disks themselves were heard, and all else that tells of them: a silent kernel log proves nothing. */
function dataLamp(facts: FactReadings): Lamps['data'] {
  const { 'disk-health': health, 'disk-wear': wear, 'disk-signs': signs } = facts;
  const used = [
    ...(wear.known ? wear.value.map(({ usedPercent }) => usedPercent) : []),
    ...(signs.known ? signs.value.flatMap(({ lifeUsed }) => lifeUsed ?? []) : []),
  ];
  const heard = health.known ? health.value.disks.length : 0;
  const errors = health.known ? health.value.disks.filter((disk) => disk.failing || disk.warnings.length > 0).length : null;
  const worst = worstOf(dataChecks, facts);
  const missing = whyNotHeard(facts);
  const state: LampState = worst ?? (missing === null ? 'fine' : 'unread');
  const why = state === 'unread' && missing !== null ? missing : nothing;
  return { state, ...why, disks: heard, lifeLeftPercent: used.length === 0 ? null : Math.max(0, 100 - Math.max(...used)), errors };
}

/** What is not known about the disks: of none at all, of one of them, or of what else tells; null: nothing. */
function whyNotHeard(facts: FactReadings): { reason: string; cure: string } | null {
  const health = facts['disk-health'];
  if (!health.known) return whyUnread(health);
  const [silent] = health.value.unread;
  if (silent !== undefined) return { reason: `${silent} does not say how it is.`, cure: '' };
  if (health.value.disks.length === 0) return nothing;
  const others = [facts['disk-signs'], facts.raid, facts['kernel-log']];
  const unheard = others.find((reading) => !reading.known && reading.code !== 'not-applicable');
  return unheard === undefined ? null : whyUnread(unheard);
}

function roomLamp(facts: FactReadings): Lamps['room'] {
  const { 'file-systems': systems } = facts;
  const writable = systems.known ? systems.value.filter((entry) => !entry.readOnly && entry.totalBytes > 0) : [];
  const [least] = writable.toSorted((a, b) => a.freeBytes / a.totalBytes - b.freeBytes / b.totalBytes);
  if (!least) return { state: 'unread', ...whyUnread(systems), mount: '', freeBytes: 0, totalBytes: 0 };
  const { mount, freeBytes, totalBytes } = least;
  return { state: worstOf(roomChecks, facts) ?? 'fine', ...nothing, mount, freeBytes, totalBytes };
}

function restartLamp({ 'restart-required': reading }: FactReadings): Lamps['restart'] {
  if (!reading.known) return { state: 'unread', ...whyUnread(reading), pending: false };
  return { state: reading.value.required ? 'soon' : 'fine', ...nothing, pending: reading.value.required };
}

/** Without asking anybody only a missing connection can be told; that the internet works cannot. */
function internetLamp(facts: FactReadings): Lamps['internet'] {
  const { 'network-links': links, 'default-route': routes, 'internet-address': address, 'name-lookup': names } = facts;
  const connected = links.known && routes.known && links.value.some((link) => link.up) && routes.value.length > 0;
  const asked = address.known || names.known;
  const common = { asked, connected, milliseconds: address.known ? address.value.ms : null };
  if (asked) {
    const works = address.known && names.known && address.value.reached && names.value.reached;
    const broken = (address.known && !address.value.reached) || (names.known && !names.value.reached);
    const why = works || broken ? nothing : whyUnread(address.known ? names : address);
    return { state: works ? 'fine' : broken ? 'soon' : 'unread', ...why, ...common };
  }
  if (links.known && routes.known && !connected) return { state: 'soon', ...nothing, ...common };
  return { state: 'unread', ...(connected ? nothing : whyUnread(links.known ? routes : links)), ...common };
}

const nothing = { reason: '', cure: '' };

function whyUnread(reading: Reading): { reason: string; cure: string } {
  return reading.known ? nothing : { reason: reading.reason, cure: reading.cure };
}

function worstOf(checks: readonly Check[], facts: FactReadings): 'urgent' | 'soon' | null {
  const found = checks.map((check) => check.look(facts)?.severity);
  return found.includes('critical') ? 'urgent' : found.includes('warning') ? 'soon' : null;
}
