import { AppError } from '../../../../src-shared/errors.js';
import { flag, parse } from '../args.js';
import { askYesNo } from '../ask.js';
import { exit } from '../exit-codes.js';
import type { Output } from '../output.js';
import { clean } from '../../terminal-text.js';
import { withRoot } from '../root.js';
import { rootOf } from '../selection.js';
import { openSession, type Session } from '../session.js';
import { main as undo } from './undo.js';

const options = { yes: { type: 'boolean', short: 'y' }, root: { type: 'string' } } as const;

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words, values: given } = parse('quarantine', args, options, { min: 1, max: 2, what: "'list', 'restore ID' or 'purge ID'" });
  const [verb, id] = words;
  if (verb === 'restore') return undo([needId(id), ...args.filter((word) => word !== 'restore' && word !== id)], output);
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, verb === 'purge');
    if (verb === 'list') return await list(session, rootOf(values), output);
    if (verb === 'purge') return await purge(session, needId(id), rootOf(values), flag(values, 'yes'), output);
    throw new AppError('usage', `There is no 'quarantine ${verb ?? ''}'.`, 'Write list, restore ID or purge ID.');
  } finally {
    await session.close();
  }
}

function needId(id: string | undefined): string {
  if (id === undefined) throw new AppError('usage', 'Which entry? Give its id.', "'rescuepc quarantine list' shows them.");
  return id;
}

async function list(session: Session, root: string, output: Output): Promise<number> {
  const entries = await session.app['quarantine.list']({ root });
  output.document({ v: 1, type: 'quarantine', entries });
  output.say(
    entries.length === 0
      ? 'The quarantine is empty.'
      : entries
          .map(
            (entry) =>
              `${output.style('bold', entry.id)}\n    ${clean(entry.path)}  ${entry.bytes} bytes, moved ${entry.movedAt.slice(0, 16).replace('T', ' ')}\n    kept at ${clean(entry.keptAt)}`,
          )
          .join('\n'),
  );
  return 0;
}

/** Purging is for good: it is asked for, and --yes is the only other way. */
async function purge(session: Session, id: string, root: string, yes: boolean, output: Output): Promise<number> {
  if (!yes && !output.interactive) {
    output.note('Nothing was deleted: there is no terminal to ask on. Agree with --yes.');
    return exit.consent;
  }
  if (!yes && !(await askYesNo(`Delete ${id} for good? It cannot be put back then.`))) return exit.cancelled;
  const { freedBytes } = await session.app['quarantine.purge']({ id, root });
  output.document({ v: 1, type: 'purged', id, freedBytes });
  output.say(`Deleted; ${freedBytes} bytes freed.`);
  return 0;
}
