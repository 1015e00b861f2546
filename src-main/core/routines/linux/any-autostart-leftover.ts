import type { Item } from '../../../../src-shared/contract/plan.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf } from '../item.js';
import { always } from '../steps.js';

export const anyAutostartLeftover = defineRoutine({
  id: 'any-autostart-leftover',
  os: ['linux'],
  title: 'Remove what malware starts with the desktop',
  explains:
    'When you log in, a program is started from a folder where everybody may put programs, or something is fetched from the internet and run unseen, or a program that is gone is looked for. The entry is renamed, so that the desktop passes over it; that is done with your own rights, in your own folder.',
  scope: 'user',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['slow', 'pop-ups'],
  target: 'running',
  confirmed: 'lab',
  source: 'Desktop Application Autostart Specification, Desktop Entry Specification',
  params: {},
  undoWarning: 'This puts the infection back.',
  listsAll: true,
  reads: ['autostart'],
  diagnose(facts) {
    const { autostart } = facts;
    if (!autostart.known) return unknown(autostart);
    const items = autostart.value.map((one): Item => ({
      id: one.user,
      user: one.user,
      title: `${one.user}: ${one.suspects.length > 0 ? fewOf(one.suspects.map(({ name, suspicion }) => `${name} (${suspicion.why})`)) : (one.unread ?? 'nothing odd')}`,
      outcome: one.suspects.length > 0 ? 'needed' : one.unread === null ? 'healthy' : 'unknown',
      evidence: one.suspects.map(({ file, exec, suspicion }) => ({ source: file, line: exec, meaning: suspicion.why })),
    }));
    const bad = items.filter(({ outcome }) => outcome === 'needed');
    if (bad.length > 0)
      return needed('warning', `Started with the desktop: ${bad.map(({ title }) => title).join('; ')}.`, evidenceOf(bad), items);
    const unread = items.find(({ outcome }) => outcome === 'unknown');
    if (unread) return { ...healthy(`Not every user's folder could be read (${unread.title}).`, [], items), outcome: 'unknown' };
    const line = `${autostart.value.reduce((sum, { entries }) => sum + entries, 0)} entries`;
    return healthy(
      'Nothing odd starts with the desktop.',
      [{ source: '~/.config/autostart', line, meaning: 'all start programs from where programs belong' }],
      items,
    );
  },
  plan({ facts, items }) {
    const { autostart } = facts;
    if (!autostart.known) return [];
    const steps = autostart.value
      .filter(({ user }) => items.includes(user))
      .flatMap(({ user, suspects }) =>
        suspects.map(({ file }) => ({
          kind: 'move-aside' as const,
          scope: 'user' as const,
          user,
          item: user,
          title: `Switch off ${file}`,
          path: { text: file },
          to: { text: `${file}.disabled-rescuepc` },
        })),
      );
    return always(steps);
  },
});
