import { AppError } from '../../../../src-shared/errors.js';
import { documentSchemas } from '../../../../src-shared/contract/documents.js';
import { parse } from '../args.js';
import type { Output } from '../output.js';

/** Prints the JSON Schema of a document or event that --json prints. */
export function main(args: readonly string[], output: Output): Promise<number> {
  const { words } = parse('schema', args, {}, { min: 1, max: 1, what: 'the name of a document' });
  const name = words[0] ?? '';
  const schema = Object.hasOwn(documentSchemas, name) ? documentSchemas[name] : undefined;
  if (schema === undefined)
    throw new AppError('usage', `There is no document '${name}'.`, `Documents: ${Object.keys(documentSchemas).join(', ')}.`);
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  void output;
  return Promise.resolve(0);
}
