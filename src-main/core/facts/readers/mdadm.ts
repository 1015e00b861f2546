import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood } from '../raw.js';
import { known, said } from './text.js';

export type ArrayDetail = {
  readonly name: string;
  readonly state: string;
  readonly verdict: 'whole' | 'rebuilding' | 'degraded';
  /** Members that are faulty or gone. */
  readonly lost: readonly string[];
};

/**
 * `mdadm --detail DEV`: its State words, its counts and its table of members have to agree, else it is not understood.
 * Source: mdadm(8), md(4); transcript mdadm-detail-raid1-ok.
 */
export function readMdadmDetail(raw: Raw): ReadingOf<ArrayDetail> {
  const text = said(raw);
  const value = (key: string): string | undefined => new RegExp(`^[ \\t]*${key} : (.*)$`, 'm').exec(text)?.[1]?.trim();
  const [state, wanted, active, failed] = ['State', 'Raid Devices', 'Active Devices', 'Failed Devices'].map(value);
  const name = /^(\/dev\/\S+):$/m.exec(text)?.[1] ?? '';
  if (state === undefined || wanted === undefined) return notUnderstood(raw);
  const members = [...text.matchAll(/^[ \t]+(?:\d+|-)[ \t]+\d+[ \t]+\d+[ \t]+(?:\d+|-)[ \t]+(\S.*)$/gm)].map(([, words = '']) =>
    words.trimEnd(),
  );
  const lost = members.filter((words) => /faulty|removed/.test(words));
  const words = state.split(/,\s*/);
  const answer = (verdict: ArrayDetail['verdict'], meaning: string): ReadingOf<ArrayDetail> =>
    known(raw, { name, state, verdict, lost }, [[`State : ${state}`, meaning], ...lost.map((line): [string, string] => [line, 'lost'])]);
  const syncing = words.some((word) => /^(?:recovering|resyncing|reshaping|resync=\S+)/.test(word));
  const complete = lost.length === 0 && Number(failed ?? 0) === 0;
  // Degraded until it is rebuilt; with all members there, nothing is to be done but to wait.
  if (syncing && complete && words.every((word) => !/^(?:FAILED|broken|inactive|Not Started)$/i.test(word)))
    return answer('rebuilding', 'the array is being rebuilt');
  if (words.some((word) => /^(?:degraded|FAILED|broken|inactive|Not Started)$/i.test(word)) || !complete)
    return answer('degraded', 'a member is missing; the data is not, or not fully, protected');
  const sound = words.every((word) => /^(?:clean|active|active-idle|checking|read-auto)$/.test(word.trim()));
  const inSync = members.filter((line) => line.startsWith('active sync')).length;
  if (!sound || (raw.code !== 0 && raw.code !== null) || active !== wanted || inSync !== Number(wanted)) return notUnderstood(raw);
  return answer('whole', `all ${wanted} members work`);
}
