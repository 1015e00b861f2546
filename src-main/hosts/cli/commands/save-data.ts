import { resolve } from 'node:path';
import { AppError } from '../../../../src-shared/errors.js';
import { formatBytes } from '../../../core/bytes.js';
import { fewOf } from '../../../core/routines/item.js';
import { parse, text } from '../args.js';
import { exit } from '../exit-codes.js';
import type { Output } from '../output.js';
import { clean } from '../../terminal-text.js';
import { withRoot } from '../root.js';
import { rootOf } from '../selection.js';
import { openSession } from '../session.js';

const mostShown = 20;

/** Copies users' folders, reads every copy back, and lists what could not be read. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given } = parse(
    'save-data',
    args,
    { to: { type: 'string' }, root: { type: 'string' } },
    { min: 0, max: 0, what: 'no words, only options' },
  );
  const to = text(given, 'to');
  if (to === undefined) throw new AppError('usage', 'Where to? Give --to DIR, a folder on another disk.');
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, false);
    let unread = 0;
    for await (const event of session.app['data.save']({ to: resolve(to), root: rootOf(values) })) {
      if (event.type === 'saving') {
        output.progress(`${event.user}: ${event.files} files, ${formatBytes(event.bytes)}`);
        continue;
      }
      output.progress('');
      output.document(event);
      for (const user of event.users) {
        unread += user.unread.length;
        const copied = `${user.files} files (${formatBytes(user.bytes)}) and ${user.links} links copied from ${clean(user.from)}, every copy read back`;
        const nothing = user.files + user.links === 0 && user.unread.length > 0;
        output.say(`${output.style('bold', clean(user.user))}: ${nothing ? 'nothing was copied' : copied}`);
        for (const miss of user.unread.slice(0, mostShown))
          output.say(`  ${output.style('yellow', 'not read')}  ${clean(miss.path)}: ${clean(miss.reason)}`);
        if (user.unread.length > mostShown) output.say(`  and ${user.unread.length - mostShown} more; saved.json has all`);
        if (user.leftOut.length > 0)
          output.say(
            `  ${output.style('yellow', 'left out')}  ${clean(fewOf(user.leftOut, mostShown))}: caches and the trash. Programs make most caches again, but some keep there what exists only once: copy by hand what is needed.`,
          );
      }
      output.say(`In ${event.to}; SHA256SUMS there checks the copies.`);
    }
    return unread === 0 ? exit.done : exit.notRepaired;
  } finally {
    await session.close();
  }
}
