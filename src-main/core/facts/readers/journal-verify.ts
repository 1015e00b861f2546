export type JournalVerify = {
  readonly checked: number;
  readonly damaged: readonly string[];
  /** Finished files that could not be looked at, which says nothing about them. */
  readonly unchecked: readonly string[];
};

/** Why a file fails without being damaged. */
const notLooked = /^(?:Cannot allocate memory|Permission denied|Operation not permitted|No such file or directory|Too many open files)/;

/**
 * Lines of `journalctl --verify`: `PASS: FILE` and `FAIL: FILE (why)`, among marks of progress. null: neither was
 * said. A file that is being written fails now and then without being damaged: only files that are finished count, whose names
 * hold an `@` or end with `~`. Source: journalctl(1), systemd-journald.service(8).
 */
export function readJournalVerify(text: string): JournalVerify | null {
  const said = [...text.matchAll(/(PASS|FAIL): (\/\S+\.journal~?)(?: \(([^)]*)\))?/g)];
  if (said.length === 0) return null;
  const failed = said.filter(([, verdict, file = '']) => verdict === 'FAIL' && /@|~$/.test(file.split('/').at(-1) ?? ''));
  const files = (list: typeof failed): string[] => [...new Set(list.map(([, , file = '']) => file))];
  return {
    checked: said.length,
    damaged: files(failed.filter(([, , , why = '']) => !notLooked.test(why))),
    unchecked: files(failed.filter(([, , , why = '']) => notLooked.test(why))),
  };
}
