import type { ReportDocument } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';

/** A text of the core in the report's language; what there is no translation of stays English. */
export type Say = (text: string) => string;

/** Kinds of what was not done whose words are the core's; the others are a technician's own. */
const ours = new Set(['finding', 'not-looked-at', 'failed', 'taken-back', 'restart']);

/** The same report with the core's own words in another language. Commands, paths and what people wrote stay as they are. Pure. */
export function sayIn(document: ReportDocument, say: Say): ReportDocument {
  const { technician } = document;
  return {
    ...document,
    done: document.done.map((one) => ({ ...one, title: say(one.title), why: say(one.why) })),
    notDone: document.notDone.map((one) => (ours.has(one.kind) ? { ...one, what: say(one.what), risk: say(one.risk) } : one)),
    technician: {
      ...technician,
      findings: technician.findings.map((finding) => ({
        ...finding,
        title: say(finding.title),
        why: say(finding.why),
        evidence: finding.evidence.map((line) => ({ ...line, meaning: say(line.meaning) })),
      })),
      unknown: technician.unknown.map((entry) => ({ ...entry, reason: say(entry.reason), cure: say(entry.cure) })),
      runs: technician.runs.map((run) => runIn(run, say)),
    },
  };
}

function runIn(run: RunSummary, say: Say): RunSummary {
  return {
    ...run,
    routines: run.routines.map(({ after, ...routine }) => ({
      ...routine,
      title: say(routine.title),
      before: { ...routine.before, summary: say(routine.before.summary) },
      ...(after === undefined
        ? {}
        : { after: { ...after, title: say(after.title), ...(after.message === undefined ? {} : { message: say(after.message) }) } }),
    })),
    steps: run.steps.map((step) => ({
      ...step,
      title: say(step.title),
      does: step.does.map(say),
      reversibility: { ...step.reversibility, why: say(step.reversibility.why) },
    })),
  };
}
