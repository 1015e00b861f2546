import type { ReportWords } from './words.js';

const many = (count: number, one: string, other: string): string => `${count} ${count === 1 ? one : other}`;

/** 'a, b and c' */
function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function open({ urgent, soon }: { urgent: number; soon: number }): string {
  const parts = [...(urgent > 0 ? [`${urgent} urgent`] : []), ...(soon > 0 ? [`${soon} less urgent`] : [])];
  return `${list(parts)} ${urgent + soon === 1 ? 'matter' : 'matters'}`;
}

export const english: ReportWords = {
  tag: 'en-GB',
  title: 'Report',
  forCustomer: 'For the customer',
  forTechnician: 'For the technician',
  undoShort: 'It can be undone as long as its backup is kept on this computer; no backup has an end date. The commands are on page 2.',
  further: (count) => `and ${count} more, from page 2 on`,
  ticket: 'Job',
  customer: 'Customer',
  technician: 'Technician',
  opened: 'Taken in',
  closed: 'Finished',
  made: 'Report made',
  device: 'Device',
  deviceParts: { model: 'Model', host: 'Name', serial: 'Serial number', system: 'System', processor: 'Processor', memory: 'Memory' },
  deviceUnknown: 'The device was not read.',
  notTold: 'not told',
  complaint: 'Complaint',
  noComplaint: 'No complaint was noted.',
  accessories: 'Handed in with it',
  result: 'Result',
  state: {
    notLooked: 'The computer was not examined with this program.',
    looked(counts) {
      const unread = counts.unread === 0 ? '' : `; ${many(counts.unread, 'thing', 'things')} could not be checked`;
      if (counts.urgent + counts.soon === 0) return `When the computer was last examined, nothing was found that needs attention${unread}.`;
      return `Still open after the last examination: ${open(counts)}${unread}.`;
    },
    lookedAtPart(counts) {
      const found = counts.urgent + counts.soon === 0 ? 'nothing was found that needs attention' : `still open: ${open(counts)}`;
      const unread = counts.unread === 0 ? '' : `; ${many(counts.unread, 'thing', 'things')} could not be checked`;
      return `Only a part of the computer was examined; in that part ${found}${unread}.`;
    },
    notSince: (counts) =>
      `The whole computer was not examined again after the last change${counts.urgent + counts.soon === 0 ? '' : `; as far as is known, still open: ${open(counts)}`}.`,
  },
  done({ repaired, failed, restart, takenBack, unread }) {
    const parts = [
      ...(repaired > 0 ? [`${many(repaired, 'repair was', 'repairs were')} made and checked`] : []),
      ...(restart > 0 ? [`${many(restart, 'repair', 'repairs')} can only be judged after a restart`] : []),
      ...(failed > 0 ? [`${many(failed, 'repair', 'repairs')} did not succeed`] : []),
      ...(takenBack > 0 ? [`${many(takenBack, 'repair was', 'repairs were')} taken back`] : []),
      ...(unread > 0 ? [`what was done in ${many(unread, 'run', 'runs')} could not be read`] : []),
    ];
    const said = list(parts);
    return parts.length === 0 ? 'This program changed nothing on the computer.' : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
  },
  next: {
    dataFirst: 'Copy your data to another disk before anything else, because a disk of this computer is failing.',
    restart: 'Please restart the computer once, so that the last change takes effect.',
    urgent: (count) => `Have the ${many(count, 'urgent matter', 'urgent matters')} that the report lists dealt with as soon as you can.`,
    inTime: (count, unread) =>
      `${unread ? 'Nothing urgent was found in what could be checked' : 'Nothing urgent is known'}; have the ${count === 1 ? 'matter' : `${count} matters`} that the report lists dealt with in time.`,
    declined: (count) =>
      `You need do nothing now; ${count === 1 ? 'the work' : `the ${count} pieces of work`} that you did not want can be done later.`,
    lookAgain: 'Have the computer examined once more to see how it is now.',
    lookAgainAnd: (count) =>
      `Have the computer examined once more to see how it is now, and have the ${count === 1 ? 'matter' : `${count} matters`} that the report lists dealt with.`,
    readMore: 'Of what was checked nothing has to be done now; what could not be checked is listed in the report.',
    nothing: 'You need do nothing now; please keep this report.',
  },
  measured: 'Measured before and after',
  before: 'Before',
  after: 'After',
  notMeasured: 'not measured',
  neitherTime: 'Not measured at either time:',
  measure: 'Measurement',
  measures: {
    urgent: 'Urgent findings',
    soon: 'Less urgent findings',
    room: 'Free room',
    memory: 'Free memory',
    'start-up': 'Time to start',
    'disk-trouble': 'Disks that report errors',
    'disk-life': 'Rated life left of the disk',
    temperature: 'Hottest sensor',
    'failed-services': 'Services that failed',
    battery: 'Battery capacity',
    updates: 'Updates that wait',
    unread: 'Could not be checked',
  },
  amountOf: (value, whole) => `${value} of ${whole}`,
  whatWasDone: 'What was done, and until when it can be undone',
  nothingDone: 'This program changed nothing.',
  repair: 'Repair',
  outcome: 'Outcome',
  undo: 'Can it be undone?',
  outcomes: {
    healthy: 'nothing to do',
    needed: 'still needs repair',
    repaired: 'repaired',
    'not-repaired': 'not repaired',
    'could-not-run': 'could not run',
    busy: 'busy',
    'restart-pending': 'needs a restart',
    'not-applicable': 'does not apply here',
    unknown: 'unknown',
    unfinished: 'not finished',
  },
  undoLevels: {
    'taken-back': 'was taken back',
    exact: 'yes, exactly',
    'best-effort': 'yes, as far as possible',
    none: 'no',
  },
  undoUntil:
    'What can be undone can be undone as long as its backup is kept on this computer. Backups have no end date: the program deletes none by itself, only on an explicit command. The command to undo:',
  notDone: 'What was not done, and the risk',
  nothingLeft: 'Nothing is left over.',
  nothingKnownLeft: 'Of what was found nothing is left over; but not all of the computer was examined since the last change.',
  changedAfterLook: 'Something was changed after the last of these examinations.',
  runsUnread: (count) => `What was done in ${many(count, 'run', 'runs')} could not be read.`,
  kinds: {
    finding: 'Found',
    'not-looked-at': 'Found before, not examined since',
    failed: 'Did not succeed',
    'taken-back': 'Repaired, and taken back since',
    restart: 'Needs a restart',
    'hand-test': 'Failed when tested by hand',
    declined: 'Not wanted by the customer',
  },
  urgent: 'urgent',
  risk: 'Risk',
  noRisk: 'no risk was noted',
  unfinished: (run) => `It was cut off. 'rescuepc recover ${run}' brings it to a clean end.`,
  restartRisk: 'Until the restart nobody can tell whether it worked.',
  handTests: 'Tests by hand',
  results: { passed: 'passed', failed: 'failed', 'not-done': 'not done' },
  work: 'Work and parts',
  minutes: (count) => many(count, 'minute of work', 'minutes of work'),
  parts: 'Parts',
  data: 'Your data',
  noData: 'Nothing was noted about your data.',
  consent: 'Consent',
  agreed: (by, at) => `${by} agreed to the plan on ${at}.`,
  noConsent: 'No change was made that needs consent.',
  consentMissing: (count) => `For ${many(count, 'run', 'runs')} nobody noted who agreed.`,
  signatures: ['Place, date', 'Customer', 'Technician'],
  commands: 'What was run',
  evidence: 'Findings and evidence',
  findingStates: { open: 'open', gone: 'gone', repaired: 'repaired', 'not-looked-at': 'not examined since' },
  severities: { critical: 'Urgent', warning: 'Soon', info: 'Note' },
  where: 'Where',
  whatStands: 'What stands there',
  whatItMeans: 'What it means',
  unknown: 'What could not be read',
  nothingUnknown: 'Everything that was asked for was read.',
  runs: 'Runs',
  run: 'Run',
  scans: 'Scans',
  missingRun: 'its folder is not on this machine',
  journalHead: 'Journal head',
  journalHeadWhy:
    'A journal head that is kept outside of the computer proves that the journal of that run was not changed after this report.',
  steps: 'Steps',
  stepStates: { 'in-flight': 'cut off', done: 'done', failed: 'failed', restored: 'taken back' },
  notes: 'Notes',
  more: (count) => `and ${many(count, 'more line', 'more lines')}`,
  redacted: 'Names, serial numbers, networks and addresses are hidden in this report.',
  none: 'None.',
};
