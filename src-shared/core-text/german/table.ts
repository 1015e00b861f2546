import type { CoreEntry } from '../entry.js';
import { translatorOf } from '../translator.js';
import { checkTexts } from './checks.js';
import { diagnosesAccountsTexts } from './diagnoses-accounts.js';
import { diagnosesBootTexts } from './diagnoses-boot.js';
import { diagnosesMalwareTexts } from './diagnoses-malware.js';
import { diagnosesNetworkTexts } from './diagnoses-network.js';
import { diagnosesPackagesTexts } from './diagnoses-packages.js';
import { diagnosesRoomTexts } from './diagnoses-room.js';
import { diagnosesServicesTexts } from './diagnoses-services.js';
import { errorsTexts } from './errors.js';
import { factTexts } from './facts.js';
import { factsEvidenceTexts } from './facts-evidence.js';
import { findingsTexts } from './findings.js';
import { gatesTexts } from './gates.js';
import { laddersTexts } from './ladders.js';
import { linesTexts } from './lines.js';
import { listsTexts } from './lists.js';
import { paramTexts } from './params.js';
import { accountsRoutineTexts } from './routines-accounts.js';
import { bootRoutineTexts } from './routines-boot.js';
import { malwareRoutineTexts } from './routines-malware.js';
import { networkRoutineTexts } from './routines-network.js';
import { packagesRoutineTexts } from './routines-packages.js';
import { roomRoutineTexts } from './routines-room.js';
import { servicesRoutineTexts } from './routines-services.js';
import { runsTexts } from './runs.js';
import { stepsTexts } from './steps.js';
import { undoTexts } from './undo.js';
import { unreadTexts } from './unread.js';

/** Texts that are the same at every look. */
export const fixedTexts: readonly CoreEntry[] = [
  ...checkTexts,
  ...factTexts,
  ...paramTexts,
  ...accountsRoutineTexts,
  ...bootRoutineTexts,
  ...malwareRoutineTexts,
  ...networkRoutineTexts,
  ...packagesRoutineTexts,
  ...roomRoutineTexts,
  ...servicesRoutineTexts,
];

/** Texts in which names and numbers vary, or that depend on what was found. */
export const foundTexts: readonly CoreEntry[] = [
  ...diagnosesAccountsTexts,
  ...diagnosesBootTexts,
  ...diagnosesMalwareTexts,
  ...diagnosesNetworkTexts,
  ...diagnosesPackagesTexts,
  ...diagnosesRoomTexts,
  ...diagnosesServicesTexts,
  ...errorsTexts,
  ...factsEvidenceTexts,
  ...findingsTexts,
  ...gatesTexts,
  ...laddersTexts,
  ...linesTexts,
  ...listsTexts,
  ...runsTexts,
  ...stepsTexts,
  ...undoTexts,
  ...unreadTexts,
];

export const translateToGerman = translatorOf([...fixedTexts, ...foundTexts]);
