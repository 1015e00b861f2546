import type { Params } from '../../../src-shared/contract/plan.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Param, Routine } from '../routines/define.js';

/** A routine's declared params, given values checked and defaults filled in. AppError bad-input names the wrong one. */
export function checkParams(routine: Routine, given: Params): Params {
  const strange = Object.keys(given).find((name) => !Object.hasOwn(routine.params, name));
  if (strange !== undefined) {
    const names = Object.keys(routine.params).join(', ') || 'none';
    throw new AppError('bad-input', `${routine.id} has no option '${strange}'.`, `Its options: ${names}.`);
  }
  const entries = Object.entries(routine.params).flatMap(([name, param]) => {
    const value = given[name] ?? ('default' in param ? param.default : undefined);
    if (value === undefined) return [];
    return [[name, checkValue(`${routine.id}.${name}`, param, value)] as const];
  });
  return Object.fromEntries(entries);
}

function checkValue(name: string, param: Param, value: string | number | boolean): string | number | boolean {
  switch (param.type) {
    case 'number': {
      const number = typeof value === 'number' ? value : Number(value);
      if (!Number.isFinite(number) || number < param.min || number > param.max)
        throw new AppError('bad-input', `${name} must be a number from ${param.min} to ${param.max}.`);
      return number;
    }
    case 'choice':
      if (typeof value !== 'string' || !param.choices.includes(value))
        throw new AppError('bad-input', `${name} must be one of ${param.choices.join(', ')}.`);
      return value;
    case 'folder':
      if (typeof value !== 'string' || !value.startsWith('/') || value.split('/').includes('..') || value.includes('\0'))
        throw new AppError('bad-input', `${name} must be the full path of a folder.`);
      return value;
  }
}
