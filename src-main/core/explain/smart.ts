import type { Raw } from '../ports.js';
import { readSmart } from '../facts/readers/smartctl.js';
import { readSmartRest } from '../facts/readers/smartctl-rest.js';
import { readSmartText } from '../facts/readers/smartctl-text.js';
import { known } from '../facts/readers/text.js';
import { judge, unclear, verdict, type Verdict } from './verdict.js';

const failing = 'Save the data first; then replace the disk. Write as little as possible to it.';
const lookAtAll = "'PASSED' alone is known to lie: run smartctl -a and read its counts too.";

/** The document is whole and holds its own exit status, so none has to be told. Counts that are missing prove nothing. */
export function readSmartJson(raw: Raw): Verdict {
  const rest = readSmartRest(raw);
  if (rest === null) return unclear(raw);
  return judge(readSmart({ ...raw, code: raw.code ?? rest.exitStatus ?? 0 }), ({ model, failing: isFailing, warnings }, evidence) => {
    const lines = [...evidence, ...known(raw, null, rest.signs).evidence];
    const all = [...warnings, ...rest.signs.map(([, meaning]) => meaning)];
    const items = all.length === 0 ? [] : [{ id: rest.device, title: [model, ...all].join(', ') }];
    if (isFailing) return verdict('needed', lines, failing, items);
    if (all.length > 0) return verdict('needed', lines, 'The disk is at work; watch these numbers, check cables, keep a backup.', items);
    if (raw.code !== null && raw.code !== (rest.exitStatus ?? raw.code))
      return verdict('unknown', lines, `The answer says that it ended with ${rest.exitStatus ?? ''}, and ${raw.code} was given.`);
    return rest.counted ? verdict('healthy', lines) : verdict('unknown', lines, lookAtAll);
  });
}

/** For people: a bit of the exit code counts like a sign, even where the words name none. */
export function readSmartWords(raw: Raw): Verdict {
  return judge(readSmartText(raw), ({ passed, counted, signs }, evidence) => {
    const bits = (raw.code ?? 0) & 0b1111_1000;
    const items = signs.map((sign) => ({ id: sign, title: sign }));
    const told =
      bits === 0 ? [] : known(raw, null, [[`exit code ${raw.code ?? ''}`, 'the disk fails, failed before, or has logged errors']]).evidence;
    const lines = [...evidence, ...told];
    if (passed === false || (bits & 0b1000) !== 0) return verdict('needed', lines, failing, items);
    if (signs.length > 0 || bits !== 0)
      return verdict(
        'needed',
        lines,
        `Weigh it: limits of makers are sometimes wrong. ${passed === null ? 'Run smartctl -a for the verdict. ' : ''}Keep a backup.`,
        items,
      );
    return passed === true && counted ? verdict('healthy', evidence) : verdict('unknown', evidence, lookAtAll);
  });
}
