import { defineCheck } from './define.js';

/** A minute in all: what every laptop does for a second under load is not worth a word. */
const noteMs = 60_000;
/** Where the time is not counted. */
const noteTimes = 1_000;

export const slowedDown = defineCheck({
  id: 'slowed-down',
  why: 'The processor is slowed down to save it from heat, or from a power supply that is too weak. The machine is slow without any program being at fault. Clean fans and vents; on a Raspberry Pi use its own power supply.',
  reads: ['throttling'],
  helps: [],
  look({ throttling }) {
    if (!throttling.known) return null;
    const { times, milliseconds, firmware } = throttling.value;
    const limits = firmware ? [...new Set([...firmware.now, ...firmware.sinceStart])] : [];
    if (limits.length > 0)
      return { severity: 'warning', title: `The firmware limits the processor: ${limits.join(', ')}.`, evidence: throttling.evidence };
    if (milliseconds === null ? times < noteTimes : milliseconds < noteMs) return null;
    const howLong = milliseconds === null ? `${times} times` : `for ${Math.round(milliseconds / 60_000)} minutes in all`;
    return {
      severity: 'warning',
      title: `The processor was slowed down by heat ${howLong} since the start.`,
      evidence: throttling.evidence,
    };
  },
});
