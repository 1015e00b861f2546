import { defineCheck } from './define.js';

/** dBm from which on a wireless network is called weak, and hardly usable. Source: Glances' -75 and -85, in routines.md, section 4. */
const weakDbm = -75;

export const wifiWeak = defineCheck({
  id: 'wifi-weak',
  why: 'With a weak signal pages load slowly and connections break off. Go nearer to the router, or move it.',
  reads: ['wireless'],
  helps: [],
  look({ wireless }) {
    const weak = wireless.known ? wireless.value.filter(({ dbm }) => dbm !== null && dbm <= weakDbm) : [];
    if (!wireless.known || weak.length === 0) return null;
    const title = `${weak.map(({ name, dbm }) => `${name} hears its network with ${dbm} dBm only`).join('; ')}.`;
    return { severity: 'warning', title, evidence: wireless.evidence };
  },
});

export const firewallOff = defineCheck({
  id: 'firewall-off',
  why: 'Every service of this machine can be reached by whoever is in the same network. At home the router protects; elsewhere nothing does.',
  reads: ['firewall'],
  helps: [],
  look({ firewall }) {
    if (!firewall.known || firewall.value.on) return null;
    return { severity: 'info', title: 'No firewall filters what comes in.', evidence: firewall.evidence };
  },
});

export const memoryMixed = defineCheck({
  id: 'memory-mixed',
  why: 'One module alone, or modules of different speed, make memory slower than it could be.',
  reads: ['memory-modules'],
  helps: [],
  look({ 'memory-modules': memory }) {
    if (!memory.known) return null;
    const { slots, modules } = memory.value;
    const speeds = [...new Set(modules.flatMap(({ speed }) => speed ?? []))];
    const alone = modules.length === 1 && slots > 1;
    if (!alone && speeds.length < 2) return null;
    const title = alone
      ? `One memory module in ${slots} slots: memory runs with one channel.`
      : `Memory modules of different speed: ${speeds.join(', ')} MT/s.`;
    return { severity: 'info', title, evidence: memory.evidence };
  },
});
