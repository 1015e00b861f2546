import { readPacmanDatabase, readPacmanFiles, readPacmanWork, type PacmanProblem } from '../facts/readers/pacman.js';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { judge, verdict, type Known, type Verdict } from './verdict.js';

const isPacman =
  (letter: string, flag: string) =>
  ({ name, args }: { name: string; args: readonly string[] }): boolean =>
    name === 'pacman' && args.some((arg) => new RegExp(`^-${letter}[a-z]*${flag}[a-z]*$`).test(arg));

/** `pacman`. Sources: transcripts pacman-*; pacman(8). */
export const archCommands: readonly Known[] = [
  {
    usage: 'pacman -Dk',
    matches: isPacman('D', 'k'),
    read: (raw) => problems(readPacmanDatabase(raw), 'Reinstall the package that is named, or what it misses.'),
  },
  {
    usage: 'pacman -Qk',
    matches: isPacman('Q', 'k'),
    read: (raw) => problems(readPacmanFiles(raw), 'Reinstall the packages that are named.'),
  },
  {
    usage: 'pacman -Sy, -Syu, -U, -R',
    matches: (line) => ['S', 'U', 'R'].some((letter) => isPacman(letter, '')(line)),
    read: (raw) =>
      judge(readPacmanWork(raw), ({ state }, evidence) => {
        if (state === 'busy')
          return verdict(
            'busy',
            evidence,
            'Wait for the other pacman. Only if none runs is /var/lib/pacman/db.lck left over (rescuepc scan tells).',
          );
        if (state === 'failed') return verdict('not-repaired', evidence, 'Look at the first error: a mirror, a key or a package.');
        return verdict(state === 'nothing' ? 'healthy' : 'repaired', evidence);
      }),
  },
];

function problems(reading: ReadingOf<PacmanProblem[]>, advice: string): Verdict {
  return judge(reading, (list, evidence) =>
    list.length === 0
      ? verdict('healthy', evidence)
      : verdict(
          'needed',
          evidence,
          advice,
          list.map(({ package: name, problem }) => ({ id: name, title: `${name}: ${problem}` })),
        ),
  );
}
