import { fewOf } from '../../routines/item.js';
import { defineCheck } from './define.js';

export const shutForEverybody = defineCheck({
  id: 'shut-for-everybody',
  why: 'A small file shuts something for everybody, and stays in force until somebody takes it away. Ask whoever looks after this machine whether it is meant; if not, remove it (for the number of the machine: systemd-machine-id-setup).',
  reads: ['stray-files'],
  helps: [],
  look({ 'stray-files': stray }) {
    if (!stray.known || stray.value.length === 0) return null;
    const words = stray.evidence.map(({ source, meaning }) => `${source}: ${meaning}`);
    return { severity: 'warning', title: `${fewOf(words)}.`, evidence: stray.evidence };
  },
});

export const programsEmpty = defineCheck({
  id: 'programs-empty',
  why: 'A program that is empty does nothing and says nothing. Usually the machine lost power while it was written; others may be damaged too.',
  reads: ['empty-programs'],
  helps: ['deb-file-integrity'],
  look({ 'empty-programs': empty }) {
    if (!empty.known || empty.value.length === 0) return null;
    return { severity: 'warning', title: `Programs without content: ${fewOf(empty.value)}.`, evidence: empty.evidence };
  },
});

export const timeZoneGone = defineCheck({
  id: 'time-zone-gone',
  why: 'Programs fall back to universal time, so clocks and appointments are hours off. Choose the zone anew: timedatectl set-timezone ZONE.',
  reads: ['local-time'],
  helps: [],
  look({ 'local-time': time }) {
    if (!time.known || !time.value.dangling) return null;
    return {
      severity: 'warning',
      title: `The time zone ${time.value.zone} does not exist here.`,
      evidence: time.evidence.filter(({ source }) => source === '/etc/localtime'),
    };
  },
});
