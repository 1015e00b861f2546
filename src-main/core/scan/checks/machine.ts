import { defineCheck } from './define.js';

export const memoryShort = defineCheck({
  id: 'memory-short',
  why: 'Programs wait for memory; the machine is slow and may end programs to survive.',
  reads: ['memory', 'kernel-log'],
  helps: [],
  look({ memory, 'kernel-log': log }) {
    const killed = log.known ? log.value.filter((entry) => entry.kind === 'out-of-memory') : [];
    if (log.known && killed.length > 0) {
      const names = [...new Set(killed.map((entry) => entry.what).filter((name) => name !== ''))].join(', ');
      return {
        severity: 'warning',
        title: `Memory ran out ${killed.length === 1 ? 'once' : `${killed.length} times`} in the last week; programs were ended${names === '' ? '' : `: ${names}`}.`,
        evidence: log.evidence.filter((line) => killed.some((one) => one.line === line.line)),
      };
    }
    if (!memory.known) return null;
    const usedPercent = 100 - (100 * memory.value.availableBytes) / memory.value.totalBytes;
    const waits = (memory.value.pressurePercent ?? 0) >= 10;
    if (usedPercent < 95 && !waits) return null;
    return { severity: 'warning', title: `Memory is short: ${Math.round(usedPercent)} % is in use.`, evidence: memory.evidence };
  },
});

export const hardwareErrors = defineCheck({
  id: 'hardware-errors',
  why: 'The processor or memory reports faults. Crashes and damaged files follow. Test the memory, look at cooling and power.',
  reads: ['kernel-log'],
  helps: [],
  look({ 'kernel-log': log }) {
    const faults = log.known ? log.value.filter((entry) => entry.kind === 'hardware-error') : [];
    if (!log.known || faults.length === 0) return null;
    return {
      severity: 'critical',
      title: `${faults.length} hardware errors in the last week.`,
      evidence: log.evidence.filter((line) => faults.some((one) => one.line === line.line)),
    };
  },
});

export const tooHot = defineCheck({
  id: 'too-hot',
  why: 'A hot machine slows itself down and ages. Clean fans and vents, look at the thermal paste.',
  reads: ['temperatures', 'kernel-log'],
  helps: [],
  look({ temperatures, 'kernel-log': log }) {
    const throttled = log.known ? log.value.filter((entry) => entry.kind === 'thermal') : [];
    const hot = temperatures.known ? temperatures.value.filter((entry) => entry.limit !== null && entry.celsius >= entry.limit - 5) : [];
    if (throttled.length === 0 && hot.length === 0) return null;
    const now = hot.map((entry) => `${entry.sensor} ${Math.round(entry.celsius)} °C`).join(', ');
    const evidence = [
      ...(temperatures.known ? temperatures.evidence.filter((line) => hot.some((one) => one.sensor === line.source)) : []),
      ...(log.known ? log.evidence.filter((line) => throttled.some((one) => one.line === line.line)) : []),
    ];
    return {
      severity: 'warning',
      title:
        now === ''
          ? `The processor was slowed down by heat ${throttled.length === 1 ? 'once' : `${throttled.length} times`} in the last week.`
          : `Too hot: ${now}.`,
      evidence,
    };
  },
  unsure: ({ temperatures }) =>
    temperatures.known && temperatures.value.every(({ limit }) => limit === null) ? 'No sensor here says how hot it may get.' : null,
});

export const batteryWorn = defineCheck({
  id: 'battery-worn',
  why: 'A worn battery lasts a fraction of its time and may fail without warning.',
  reads: ['battery'],
  helps: [],
  look({ battery }) {
    const worn = battery.known ? battery.value.filter((entry) => entry.health < 80) : [];
    if (!battery.known || worn.length === 0) return null;
    const worst = Math.min(...worn.map((entry) => entry.health));
    return {
      severity: worst < 60 ? 'critical' : 'warning',
      title: worn.map((entry) => `${entry.name} holds ${entry.health} % of what it was built for`).join('; '),
      evidence: battery.evidence,
    };
  },
});

export const raidDegraded = defineCheck({
  id: 'raid-degraded',
  why: 'The array has lost a disk. One more, and the data is gone. Copy the data, then replace the disk.',
  reads: ['raid'],
  helps: [],
  look({ raid }) {
    const degraded = raid.known ? raid.value.filter((array) => array.working < array.wanted) : [];
    if (!raid.known || degraded.length === 0) return null;
    return {
      severity: 'critical',
      title: degraded.map((array) => `${array.name}: ${array.working} of ${array.wanted} disks work`).join('; '),
      evidence: raid.evidence,
    };
  },
});

export const restartPending = defineCheck({
  id: 'restart-pending',
  why: 'An update waits for a restart; until then the old version runs.',
  reads: ['restart-required'],
  helps: [],
  look({ 'restart-required': pending }) {
    return pending.known && pending.value.required
      ? { severity: 'info', title: 'An update asks for a restart.', evidence: pending.evidence }
      : null;
  },
});

export const clockAdrift = defineCheck({
  id: 'clock-adrift',
  why: 'With a wrong clock secure connections are refused and updates fail.',
  reads: ['clock'],
  helps: ['any-clock-sync'],
  look({ clock }) {
    if (!clock.known || clock.value.synchronized || !clock.value.canSynchronize) return null;
    return { severity: 'info', title: 'Nobody keeps the clock right.', evidence: clock.evidence };
  },
});

export const accountsOpen = defineCheck({
  id: 'accounts-open',
  why: 'Whoever knows that account can do everything, without a password.',
  reads: ['accounts'],
  helps: [],
  look({ accounts }) {
    if (!accounts.known) return null;
    const { extraRoots, withoutPassword } = accounts.value;
    if (extraRoots.length === 0 && withoutPassword.length === 0) return null;
    const words = [
      extraRoots.length > 0 ? `further accounts with root's rights: ${extraRoots.join(', ')}` : '',
      withoutPassword.length > 0 ? `accounts without a password: ${withoutPassword.join(', ')}` : '',
    ];
    return { severity: 'critical', title: `${words.filter((word) => word !== '').join('; ')}.`, evidence: accounts.evidence };
  },
});
