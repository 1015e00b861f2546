import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { neededItem, untouchedItem } from '../item.js';
import { always } from '../steps.js';

export const anyTimeZone = defineRoutine({
  id: 'any-time-zone',
  os: ['linux'],
  title: 'Set the time zone that was noted',
  explains:
    "The link that says in which time zone the system is leads nowhere: all times are shown in UTC, and some programs fail. The zone that the system's own note names is set again; without such a note RescuePC says how to choose one.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: [],
  target: 'any',
  confirmed: 'lab',
  source: 'localtime(5); /etc/timezone of Debian; timedatectl(1)',
  params: {},
  reads: ['local-time'],
  diagnose(facts) {
    const time = facts['local-time'];
    if (!time.known) return unknown(time);
    const { zone, dangling, noted } = time.value;
    if (!dangling) return healthy('The time zone is set.', time.evidence);
    const evidence = { source: '/etc/localtime', line: zone, meaning: 'that zone is not installed' };
    const item =
      noted === null
        ? untouchedItem(
            'zone',
            "choose one with: timedatectl list-timezones; sudo timedatectl set-timezone ZONE (package 'tzdata')",
            evidence,
          )
        : neededItem('zone', `set ${noted}`, evidence);
    return needed('warning', `The time zone ${zone} does not exist here: times are shown in UTC; ${item.title}.`, [evidence], [item]);
  },
  plan({ facts }) {
    const time = facts['local-time'];
    if (!time.known || !time.value.dangling || time.value.noted === null) return [];
    const target = `/usr/share/zoneinfo/${time.value.noted}`;
    const title = `Set the time zone ${time.value.noted}`;
    return always([{ kind: 'link', scope: 'machine', item: 'zone', title, path: { text: '/etc/localtime' }, target }]);
  },
});
