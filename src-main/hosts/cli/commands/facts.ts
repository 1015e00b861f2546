import { parse } from '../args.js';
import type { Output } from '../output.js';
import { describeFacts } from '../../../core/scan/describe.js';
import { catalogue } from '../../../core/routines/catalogue.js';

export function main(args: readonly string[], output: Output): Promise<number> {
  parse('facts', args, {}, { min: 0, max: 0, what: 'no words' });
  const facts = describeFacts(catalogue);
  output.document({ v: 1, type: 'facts', facts });
  if (!output.json) {
    const width = Math.max(0, ...facts.map((fact) => fact.id.length));
    for (const fact of facts)
      output.say(
        `${output.style('bold', fact.id.padEnd(width))}  ${fact.title}  ${output.style('dim', `(${[fact.cost, ...fact.needs.map((need) => `needs ${need}`), ...(fact.heavy === true ? ['reads much'] : [])].join(', ')})`)}`,
      );
  }
  return Promise.resolve(0);
}
