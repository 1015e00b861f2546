export type JournalVerify = { readonly checked: number; readonly damaged: readonly string[] };

/**
 * Lines of `journalctl --verify`: `PASS: FILE` and `FAIL: FILE (why)`, among marks of progress. null: neither was
 * said. A file that is being written fails now and then without being damaged: only files that are finished count, whose names
 * hold an `@` or end with `~`. Source: journalctl(1), systemd-journald.service(8).
 */
export function readJournalVerify(text: string): JournalVerify | null {
  const said = [...text.matchAll(/(PASS|FAIL): (\/\S+\.journal~?)/g)];
  if (said.length === 0) return null;
  const failed = said.filter(([, verdict]) => verdict === 'FAIL').map(([, , file = '']) => file);
  return { checked: said.length, damaged: [...new Set(failed)].filter((file) => /@|~$/.test(file.split('/').at(-1) ?? '')) };
}
