import { Type, type Static } from 'typebox';
import { Consent, emptyJobDetails, Job } from './job.js';
import { RunId } from './engine.js';
import { NextRung } from './run.js';
import { defaultSettings, Settings } from './settings.js';

const { v: _v, type: _type, consents: _consents, ...kept } = Job.properties;

/** A job as it is kept; who agreed to its runs is kept with each run's id and joined when the job is read. */
export const JobRecord = Type.Object(kept);
export type JobRecord = Static<typeof JobRecord>;

/** Where a run's complaint went on when it had ended: seen after the last row of its journal. */
export const NextRecord = Type.Object({ run: RunId, next: NextRung });

/** What a person wrote or chose, and what exists nowhere else, by kind: the schemas of the files that keep it (each with `v` and `type` besides). */
export const recordSchemas = { job: JobRecord, consent: Consent, settings: Settings, 'next-rung': NextRecord } as const;
export type RecordKind = keyof typeof recordSchemas;
export type Records = { readonly [K in RecordKind]: Static<(typeof recordSchemas)[K]> };

/** What stands in for fields that an older version did not know. */
export const recordDefaults: { readonly [K in RecordKind]: object } = {
  job: { details: emptyJobDetails },
  consent: {},
  settings: defaultSettings,
  'next-rung': {},
};
