/** Folders in which the memory of what crashed is kept. Sources: systemd-coredump(8), kdump-config(8), kdump.conf(5), apport. */
export const crashFolders: readonly string[] = ['/var/lib/systemd/coredump', '/var/crash', '/var/lib/apport/coredump'];

/** What an entry of one of `crashFolders` is by its name: of a program, of the kernel, or `null`: something else, which stays. */
export function crashDumpKind(folder: string, name: string): 'program' | 'kernel' | null {
  if (folder !== '/var/crash') return crashFolders.includes(folder) && name.startsWith('core.') ? 'program' : null;
  if (/^[^.].*\.crash$/s.test(name)) return 'program';
  // Debian: 202601010101; Fedora: 127.0.0.1-2026-01-01-01:01:01.
  return /^(\d{12}|[\w.:-]+-\d{4}-\d\d-\d\d-\d\d:\d\d:\d\d)$/.test(name) ? 'kernel' : null;
}
