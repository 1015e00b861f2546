/** Commands that upgrade only what they need on their way: no update of the system. */
const byTheWay = /^Commandline: \S*apt(?:-get|itude)? .*\b(?:install|reinstall|remove|purge|autoremove|build-dep)\b/m;

/**
 * When apt last updated the system: the Start-Date of the last block with an Upgrade line that is not of an installation, in
 * milliseconds since 1970, read as local time. null: no such block. Form: `Start-Date: 2026-11-22  10:35:14`, `Upgrade: NAME:ARCH (OLD, NEW), ...`. Source: apt's history.log.
 */
export function lastAptUpgrade(text: string): number | null {
  const times = text.split(/\n\s*\n/).flatMap((block) => {
    const date = /^Start-Date: (\d{4}-\d\d-\d\d)\s+(\d\d:\d\d:\d\d)$/m.exec(block);
    if (!date || !/^Upgrade: \S/m.test(block) || byTheWay.test(block)) return [];
    const at = new Date(`${date[1]}T${date[2]}`).getTime();
    return Number.isNaN(at) ? [] : [at];
  });
  return times.length === 0 ? null : Math.max(...times);
}

/** The same of pacman's log: `[2026-11-22T10:35:14+0100] [ALPM] upgraded NAME (OLD -> NEW)`. Source: pacman.log, pacman 5.2 and above. */
export function lastPacmanUpgrade(text: string): number | null {
  const times = [...text.matchAll(/^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d)(\d\d)\] \[ALPM\] upgraded /gm)].flatMap(
    ([, time, minutes]) => {
      const at = new Date(`${time}:${minutes}`).getTime();
      return Number.isNaN(at) ? [] : [at];
    },
  );
  return times.at(-1) ?? null;
}
