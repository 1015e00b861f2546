import { useEffect, useId, useState } from 'react';
import type { PlannedRoutine } from '../../../src-shared/contract/plan.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { SelectField, TextField } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { planTexts } from './text.js';
import { declaredParams, type DeclaredParam } from './params.js';
import { useCatalogue } from './use-catalogue.js';
import { useCoreText } from '../../text/use-core-text.js';

/** The settings that a repair declares, with a picker for each kind. A change makes the plan again. */
export function Params({ routine }: { readonly routine: PlannedRoutine }) {
  const t = useTexts(planTexts);
  const info = useCatalogue().routines.get(routine.id);
  const params = info ? declaredParams(info.params) : [];
  if (params.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap gap-4">
      <legend className="pb-1 font-semibold">{t('options')}</legend>
      {params.map((param) => (
        <Param key={param.name} routine={routine.id} param={param} value={routine.params[param.name]} />
      ))}
    </fieldset>
  );
}

function Param({
  routine,
  param,
  value,
}: {
  readonly routine: string;
  readonly param: DeclaredParam;
  readonly value: PlannedRoutine['params'][string] | undefined;
}) {
  const t = useTexts(planTexts);
  const { number } = useFormat();
  const say = useCoreText();
  const setParam = usePlan(({ setParam }) => setParam);
  if (param.type === 'choice')
    return (
      <SelectField
        label={say(param.title)}
        value={String(value ?? param.default)}
        onChange={({ target }) => void setParam(routine, param.name, target.value)}
      >
        {param.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </SelectField>
    );
  const range = param.type === 'number' ? { min: number(param.min), max: number(param.max) } : undefined;
  return (
    <TypedParam
      label={say(param.title)}
      hint={range ? t('from', range) : t('notAFolder')}
      complaint={range ? t('notInRange', range) : t('notAFolder')}
      numeric={range !== undefined}
      value={value === undefined ? '' : String(value)}
      isRight={(text) => (param.type === 'number' ? isWithin(text, param.min, param.max) : /^\/(?!.*\.\.)/.test(text))}
      onChange={(text) => void setParam(routine, param.name, param.type === 'number' ? Number(text) : text)}
    />
  );
}

/** What is typed counts when the field is left, or at Enter: each key stroke would make a plan of its own. */
function TypedParam({
  label,
  hint,
  complaint,
  numeric,
  value,
  isRight,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly complaint: string;
  readonly numeric: boolean;
  readonly value: string;
  isRight(text: string): boolean;
  onChange(text: string): void;
}) {
  const [draft, setDraft] = useState(value);
  const alert = useId();
  useEffect(() => setDraft(value), [value]);
  const wrong = draft !== value && !isRight(draft);
  function take(): void {
    if (draft !== value && isRight(draft)) onChange(draft);
  }
  return (
    <div className="w-56">
      <TextField
        label={label}
        hint={hint}
        value={draft}
        inputMode={numeric ? 'numeric' : undefined}
        aria-invalid={wrong}
        aria-errormessage={wrong ? alert : undefined}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === 'Enter' && take()}
      />
      <p id={alert} role="alert" className="text-xs text-soon">
        {wrong && complaint}
      </p>
    </div>
  );
}

function isWithin(text: string, min: number, max: number): boolean {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) && number >= min && number <= max;
}
