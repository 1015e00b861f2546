import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { Item } from '../../../../src-shared/contract/plan.js';
import type { SshdConfig } from '../../facts/sshd-config.js';
import { latin1ToWords } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { commentOut } from '../switch-off.js';
import { always, command } from '../steps.js';

const keysItem = 'host-keys';

export const anySshdConfig = defineRoutine({
  id: 'any-sshd-config',
  os: ['linux'],
  title: 'Let the service for remote log-ins start again',
  explains:
    'The settings of the ssh service have a mistake in them, or its keys are missing: it does not start, and nobody can log in from elsewhere. The line is switched off, not deleted, and its default counts then: read it, since it may have been meant to keep somebody out. Missing keys are made; who logs in is asked once to trust the new ones.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['any-system-permissions'],
  touches: ['files', 'services'],
  symptoms: [],
  target: 'running',
  confirmed: 'lab',
  source: 'sshd(8): -t; ssh-keygen(1): -A; systemctl(1): restart; seen with OpenSSH 9.2 on Debian 12',
  params: {},
  reads: ['sshd-config', 'failed-units'],
  diagnose(facts) {
    const config = facts['sshd-config'];
    if (!config.known) return unknown(config);
    const items = itemsOf(config.value);
    if (items.length === 0) {
      // Whether it has to be started afresh is the other half of the answer.
      const failed = facts['failed-units'];
      return failed.known || failed.code === 'not-applicable'
        ? healthy('The ssh service can read its settings.', config.evidence)
        : unknown(failed);
    }
    return needed('warning', `The ssh service cannot start: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const config = facts['sshd-config'];
    if (!config.known) return [];
    const chosen = config.value.bad.filter(({ file, line, block }) => !block && items.includes(`${file}:${line}`));
    const files = [...new Set(chosen.map(({ file }) => file))];
    const edits = files.map((file) =>
      commentOut(
        file,
        chosen.filter((one) => one.file === file),
      ),
    );
    const failed = facts['failed-units'];
    const stopped = failed.known ? failed.value.filter(({ unit }) => /^sshd?\.service$/.test(unit)) : [];
    const mended = items.includes(keysItem) ? [...edits, makeKeys()] : edits;
    return always(mended.length === 0 ? [] : [...mended, ...stopped.map(({ unit }) => startAfresh(unit))]);
  },
});

function itemsOf({ bad, noHostKeys }: SshdConfig): Item[] {
  const lines = bad.map(({ file, line, text, why, block }) => {
    const evidence = { source: `${file}:${line}`, line: latin1ToWords(text), meaning: why };
    return block
      ? untouchedItem(`${file}:${line}`, `${file}, line ${line}: ${why}; correct it by hand, what follows depends on it`, evidence)
      : neededItem(`${file}:${line}`, `${file}, line ${line}: ${why}`, evidence);
  });
  const keys = neededItem(keysItem, 'it has no keys of its own', {
    source: 'sshd -t',
    line: 'no hostkeys available',
    meaning: 'nobody could tell this machine from another',
  });
  return noHostKeys ? [...lines, keys] : lines;
}

/** It gave up when it could not read its settings, and does not try again by itself. */
function startAfresh(unit: string): StepBody {
  return { kind: 'service', scope: 'machine', title: `Start ${unit} afresh`, unit, want: { restart: true } };
}

function makeKeys(): StepBody {
  const files = ['rsa', 'ecdsa', 'ed25519'].flatMap((kind) => [`/etc/ssh/ssh_host_${kind}_key`, `/etc/ssh/ssh_host_${kind}_key.pub`]);
  return command({
    item: keysItem,
    title: 'Make keys for this machine',
    argv: ['ssh-keygen', '-A'],
    captures: files.map((text) => ({ kind: 'file', path: { text } })),
    undo: { kind: 'captures' },
    replay: 'idempotent',
    interruptible: true,
    timeoutMs: 60_000,
  });
}
