import type { Raw } from '../ports.js';
import { stdoutText } from '../facts/raw.js';
import { readAcpi } from '../facts/readers/acpi.js';
import { answers, readResolvectl } from '../facts/readers/resolvectl.js';
import { known, notContradicted } from '../facts/readers/text.js';
import { readUfw } from '../facts/readers/ufw.js';
import { readUnitTable } from '../facts/readers/unit-table.js';
import { has, type CommandLine } from './command-line.js';
import { judge, unclear, verdict, type Known, type Verdict } from './verdict.js';

const otherVerb =
  /^(?:status|start|stop|restart|reload|enable|disable|mask|unmask|show|cat|list-(?!units).+|is-.+|daemon-.+|get-.+|set-.+|kill|edit)$/;

/** Services, names, firewall, battery. Sources: transcripts systemctl-*, resolvectl-*, ufw-*, acpi-V. */
export const systemCommands: readonly Known[] = [
  {
    usage: 'systemctl is-system-running',
    matches: ({ name, args }) => name === 'systemctl' && args.includes('is-system-running'),
    read: readRunning,
  },
  {
    usage: 'systemctl --failed, list-units, -a',
    matches: ({ name, args }) => name === 'systemctl' && !args.some((word) => otherVerb.test(word)),
    read: (raw) =>
      judge(readUnitTable(raw), ({ failed }, evidence) =>
        verdict(
          failed.length > 0 ? 'needed' : 'healthy',
          evidence,
          failed.length > 0 ? "Look why: 'systemctl status UNIT', 'journalctl -u UNIT'." : '',
          failed.map(({ unit, description }) => ({ id: unit, title: description === '' ? unit : `${unit}: ${description}` })),
        ),
      ),
  },
  { usage: 'resolvectl status', matches: isResolvectl, read: readNames },
  { usage: 'ufw status', matches: ({ name, args }) => name === 'ufw' && args.includes('status'), read: readFirewall },
  { usage: 'acpi -V', matches: ({ name }) => name === 'acpi', read: readBatteries },
];

function isResolvectl({ name, args }: CommandLine): boolean {
  const words = args.filter((word) => !word.startsWith('-'));
  return (name === 'resolvectl' && (words.length === 0 || words[0] === 'status')) || (name === 'systemd-resolve' && has(args, '--status'));
}

/** One word; the exit code is 1 for all but "running". Source: systemctl(1). */
function readRunning(raw: Raw): Verdict {
  const word = stdoutText(raw).trim();
  const tell = (outcome: Verdict['outcome'], meaning: string, advice = ''): Verdict =>
    verdict(outcome, known(raw, null, [[word, meaning]]).evidence, advice);
  if (word === 'running') return notContradicted(raw) ? tell('healthy', 'all is started, nothing has failed') : unclear(raw);
  if (word === 'degraded') return tell('needed', 'at least one unit has failed', "See which: 'systemctl --failed'.");
  if (word === 'initializing' || word === 'starting' || word === 'stopping') return tell('busy', 'it is not up yet, or going down');
  if (word === 'maintenance') return tell('needed', 'it runs in rescue or emergency mode');
  return word === 'offline' ? tell('not-applicable', 'this system does not run under systemd') : unclear(raw);
}

function readNames(raw: Raw): Verdict {
  return judge(readResolvectl(raw), ({ parts, fallback }, evidence) => {
    const asking = parts.filter(answers);
    const items = asking.map(({ name, servers }) => ({ id: name, title: `${name}: ${servers.join(' ')}` }));
    if (asking.length > 0) return verdict('healthy', evidence, '', items);
    if (fallback.length > 0)
      return verdict('unknown', evidence, 'Only the built-in fallback servers are left: no link has name servers of its own.');
    const { evidence: none } = known(raw, null, [['no link has a DNS scope and a server', 'names cannot be looked up']]);
    return verdict('needed', none, 'Reconnect the network, or set a name server for the link.');
  });
}

function readFirewall(raw: Raw): Verdict {
  return judge(readUfw(raw), ({ active, incoming }, evidence) => {
    if (!active) return verdict('needed', evidence, "Switch it on with 'ufw enable' (allow SSH first if you are connected through it).");
    return incoming === 'allow'
      ? verdict('needed', evidence, "It lets everything in: 'ufw default deny incoming'.")
      : verdict('healthy', evidence);
  });
}

function readBatteries(raw: Raw): Verdict {
  return judge(readAcpi(raw), ({ batteries, hot, whole }, evidence) => {
    const worn = batteries.flatMap(({ name, health }) =>
      health !== null && health < 80 ? [{ id: name, title: `${name}: ${health} % of its design capacity` }] : [],
    );
    const items = [...worn, ...hot.map((line) => ({ id: line, title: line }))];
    if (items.length > 0)
      return verdict(
        'needed',
        evidence,
        worn.length > 0 ? 'The battery is worn; below 60 % it should be replaced.' : 'Clean the fans.',
        items,
      );
    return whole && batteries.some(({ health }) => health !== null) ? verdict('healthy', evidence) : unclear(raw);
  });
}
