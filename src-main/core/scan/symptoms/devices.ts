import type { FactReadings } from '../../facts/index.js';
import { ask, type Step } from './rung.js';

/** From the card to the ear: each rung only matters if those before it hold. */
export const soundLadder: readonly Step[] = [
  ask('Sound card', ['sound-cards'], ({ 'sound-cards': cards }) =>
    cards.known && cards.value.length > 0
      ? { fine: cards.value.map(({ name }) => name).join(', ') }
      : { breaks: 'No sound card has a driver: look whether it is switched off in the firmware, or its driver is missing.' },
  ),
  ask('Sound service', ['sound-server'], ({ 'sound-server': servers }) => {
    const users = servers.known ? servers.value : [];
    const without = users.filter(({ server }) => server === null);
    if (without.length > 0) return { breaks: `No sound service is installed for ${names(without)}: install 'pipewire-audio'.` };
    const down = users.filter(({ ready }) => !ready);
    if (down.length === 0) return { fine: `${users.map(({ user, server }) => `${server} of ${user}`).join(', ')} is ready` };
    return { breaks: `The sound service of ${names(down)} does not run.`, routines: ['any-user-units-failed'] };
  }),
  ask('Volume', ['sound-volume'], ({ 'sound-volume': volumes }) => {
    const users = volumes.known ? volumes.value : [];
    const muted = users.filter((volume) => volume.muted);
    if (muted.length > 0) return { breaks: `The sound of ${names(muted)} is muted: switch it on.` };
    const silent = users.filter(({ percent }) => percent === 0);
    if (silent.length > 0) return { breaks: `The volume of ${names(silent)} is 0: turn it up.` };
    return { fine: users.map(({ user, percent }) => `${percent} % for ${user}`).join(', ') };
  }),
];

/** From the printing system to the queue. */
export const printingLadder: readonly Step[] = [
  ask('Printing system', ['printers'], ({ printers }) => {
    if (!printers.known || printers.value.runs) return { fine: 'CUPS answers' };
    return {
      breaks: printers.value.installed ? 'The printing system does not answer.' : "No printing system is installed: install 'cups'.",
      ...(printers.value.installed ? { routines: ['any-print-queue'] } : {}),
    };
  }),
  whereCupsRuns(
    ask('A printer', ['printers'], ({ printers }) =>
      printers.known && printers.value.printers.length > 0
        ? { fine: printers.value.printers.map(({ name }) => name).join(', ') }
        : { breaks: 'No printer is set up: switch it on, then add it in the settings of the system.' },
    ),
  ),
  whereCupsRuns(
    ask('Printer switched on', ['printers'], ({ printers }) => {
      const off = printers.known ? printers.value.printers.filter(({ enabled, accepting }) => !enabled || !accepting) : [];
      return off.length === 0
        ? { fine: 'none is stopped, and all take jobs' }
        : {
            breaks: `Stopped, or takes no jobs: ${off.map(({ name }) => name).join(', ')}. Look at paper and cable first.`,
            routines: ['any-print-queue'],
          };
    }),
  ),
  whereCupsRuns(
    ask('Queue', ['printers'], ({ printers }) => {
      const waiting = printers.known ? printers.value.waiting : 0;
      return waiting === 0
        ? { fine: 'nothing waits' }
        : { breaks: `${waiting} ${waiting === 1 ? 'job waits' : 'jobs wait'}: if nothing is printing, 'cancel -a' clears the queue.` };
    }),
  ),
];

/** Later questions about printing have no answer where the first one already breaks. */
function whereCupsRuns(step: Step): Step {
  const runs = ({ printers }: FactReadings): boolean => printers.known && printers.value.runs;
  return { reads: step.reads, look: (facts) => (runs(facts) ? step.look(facts) : null) };
}

function names(users: readonly { readonly user: string }[]): string {
  return users.map(({ user }) => user).join(', ');
}
