import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { AppError, toAppError } from '../../../src-shared/errors.js';

/** Options that every command takes. */
const common = {
  json: { type: 'boolean' },
  home: { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

export type Values = Readonly<Record<string, string | boolean | string[] | undefined>>;
export type Parsed = { readonly values: Values; readonly words: readonly string[] };

/** Splits a command's words and options. AppError usage names what is not known. */
export function parse(
  command: string,
  args: readonly string[],
  options: ParseArgsOptionsConfig,
  words: { min: number; max: number; what: string },
): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...common, ...options },
      allowPositionals: true,
      strict: true,
    });
    if (positionals.length < words.min || positionals.length > words.max)
      throw new AppError('usage', `'${command}' takes ${words.what}.`, `See 'rescuepc ${command} --help'.`);
    return { values, words: positionals };
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('usage', toAppError(thrown).message.split('. ')[0] ?? 'Unknown option.', `See 'rescuepc ${command} --help'.`);
  }
}

export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function flag(values: Values, name: string): boolean {
  return values[name] === true;
}

/** A comma-separated list, given once or several times. */
export function list(values: Values, name: string): string[] {
  const value = values[name];
  const given = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return given.flatMap((entry) => entry.split(',')).filter((entry) => entry !== '');
}

/** The value of an option that has closed choices. AppError usage lists them. */
export function choice<T extends string>(values: Values, name: string, choices: readonly T[]): T | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const known = choices.find((candidate) => candidate === value);
  if (known === undefined)
    throw new AppError('usage', `--${name} must be one of ${choices.join(', ')}.`, `For instance --${name} ${choices[0] ?? ''}.`);
  return known;
}
