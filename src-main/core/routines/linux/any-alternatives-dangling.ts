import type { DanglingAlternative } from '../../facts/alternatives.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always, command } from '../steps.js';

export const anyAlternativesDangling = defineRoutine({
  id: 'any-alternatives-dangling',
  os: ['linux'],
  title: 'Let commands lead to a program again',
  explains:
    'A command such as editor, awk or java leads to a program that is no longer there, so it, and scripts that use it, fail. The system chooses the best of the programs that are there.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['deb-dpkg-interrupted', 'deb-broken-deps'],
  touches: ['files'],
  symptoms: ['no-updates', 'slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'update-alternatives(1): --auto, FILES',
  params: {},
  reads: ['alternatives'],
  diagnose(facts) {
    const { alternatives } = facts;
    if (!alternatives.known) return unknown(alternatives);
    const { count, dangling, unreadable } = alternatives.value;
    if (dangling.length === 0 && unreadable.length === 0)
      return healthy('All commands with several providers lead to a program.', [
        { source: '/etc/alternatives', line: `${count} commands`, meaning: 'each leads to a program' },
      ]);
    const items = dangling.map(({ name, link, target, choices }) => {
      const evidence = { source: `/etc/alternatives/${name}`, line: target ?? 'no link', meaning: 'leads to no program' };
      return choices.length > 0
        ? neededItem(name, `${link} leads to no program`, evidence)
        : untouchedItem(name, `${link} leads to no program, and no other is installed: reinstall the package it came from`, evidence);
    });
    const lost = unreadable.map((file) =>
      untouchedItem(file, `${file} cannot be read: reinstall the package that brought this command`, {
        source: file,
        line: 'unreadable',
        meaning: 'update-alternatives does not know this command any more',
      }),
    );
    const all = [...items, ...lost];
    const words = [
      ...(dangling.length > 0 ? [`Commands that lead nowhere: ${fewOf(dangling.map(({ link }) => link))}.`] : []),
      ...(lost.length > 0 ? [`Lists of providers that cannot be read: ${fewOf(unreadable)}.`] : []),
    ];
    return needed('warning', words.join(' '), evidenceOf(all), all);
  },
  plan({ facts, items }) {
    const { alternatives } = facts;
    if (!alternatives.known) return [];
    return always(alternatives.value.dangling.filter(({ name }) => items.includes(name)).map(stepFor));
  },
});

function stepFor({ name, link, slaves }: DanglingAlternative) {
  const own = ['/var/lib/dpkg/alternatives', '/etc/alternatives'].map((folder) => `${folder}/${name}`);
  const paths = [...own, link, ...slaves.flatMap((slave) => [`/etc/alternatives/${slave.name}`, slave.link])];
  return command({
    item: name,
    title: `Choose a program for ${link}`,
    argv: ['update-alternatives', '--auto', name],
    captures: paths.map((path) => ({ kind: 'file', path: { text: path } })),
    undo: { kind: 'captures' },
    replay: 'idempotent',
    interruptible: false,
    timeoutMs: 60_000,
  });
}
