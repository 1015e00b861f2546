import { choice, parse } from '../args.js';
import type { Output } from '../output.js';
import { describeRoutines } from '../../../core/scan/describe.js';
import { allRoutines } from '../../../core/routines/index.js';

export function main(args: readonly string[], output: Output): Promise<number> {
  const { values } = parse('routines', args, { os: { type: 'string' } }, { min: 0, max: 0, what: 'no words' });
  const routines = describeRoutines(allRoutines, choice(values, 'os', ['linux', 'windows', 'macos']));
  output.document({ v: 1, type: 'routines', routines });
  if (!output.json) {
    const width = Math.max(0, ...routines.map((routine) => routine.id.length));
    for (const routine of routines)
      output.say(
        `${output.style('bold', routine.id.padEnd(width))}  ${routine.title}  ${output.style('dim', `(risk ${routine.risk}, ${routine.scope}, proof: ${routine.confirmed})`)}`,
      );
  }
  return Promise.resolve(0);
}
