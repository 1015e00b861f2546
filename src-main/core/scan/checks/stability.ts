import { defineCheck } from './define.js';

/** Starts longer than this many seconds are said. Source: routines.md, section 4 ("ours"). */
const slowStart = 60;
/** System crashes in seven days that are critical; one is a warning. Source: routines.md, section 4 ("ours"). */
const manyCrashes = 3;

/** The system's own crashes weigh; a program's do from the third of the same program on. */
export const crashesRecent = defineCheck({
  id: 'crashes-recent',
  why: 'A system that crashes has a fault of hardware or of a driver. Keep a backup; look at memory, heat and the last updates.',
  reads: ['crashes'],
  helps: [],
  look({ crashes }) {
    if (!crashes.known) return null;
    const { system, programs } = crashes.value;
    const counts = Map.groupBy(programs, ({ program }) => program);
    const words = [...counts].map(
      ([program, list]) => `${program === '' ? 'a program' : program}${list.length === 1 ? '' : ` (${list.length} times)`}`,
    );
    const ofPrograms = words.length === 0 ? '' : `Crashed in the last week: ${words.slice(0, 5).join(', ')}.`;
    const evidence = crashes.evidence;
    if (system.length > 0) {
      const title = `The system crashed ${system.length} ${system.length === 1 ? 'time' : 'times'} in the last week. ${ofPrograms}`.trim();
      return { severity: system.length >= manyCrashes ? 'critical' : 'warning', title, evidence };
    }
    if (ofPrograms === '') return null;
    const often = [...counts.values()].some((list) => list.length >= manyCrashes);
    return { severity: often ? 'warning' : 'info', title: ofPrograms, evidence };
  },
});

export const bootSlow = defineCheck({
  id: 'boot-slow',
  why: 'A long start mostly waits for a device, a network or a service that does not answer. The firmware and a password that is asked for count too.',
  reads: ['start-up'],
  helps: [],
  look({ 'start-up': start }) {
    if (!start.known || start.value.seconds <= slowStart) return null;
    const [slowest] = start.value.slowest;
    const most = slowest ? ` ${slowest.unit} took ${Math.round(slowest.seconds)} s of it.` : '';
    return { severity: 'info', title: `The last start took ${Math.round(start.value.seconds)} seconds.${most}`, evidence: start.evidence };
  },
});
