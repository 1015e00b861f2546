export type DesktopEntry = { readonly name: string; readonly exec: string; readonly tryExec: string; readonly hidden: boolean };

/** The main group of a .desktop file. Source: Desktop Entry Specification. null: there is no such group. */
export function readDesktopEntry(text: string): DesktopEntry | null {
  const group = text.split(/^(?=\[)/m).find((one) => /^\[Desktop Entry\][ \t\r]*$/m.test(one));
  if (group === undefined) return null;
  const value = (key: string): string => new RegExp(`^${key}\\s*=[ \\t]*(.*)$`, 'm').exec(group)?.[1]?.trim() ?? '';
  return {
    name: value('Name'),
    // Field codes such as %U are no part of the command.
    exec: value('Exec').replaceAll(/%[fFuUdDnNickvm]/g, ''),
    tryExec: value('TryExec'),
    hidden: value('Hidden') === 'true' || value('X-GNOME-Autostart-enabled') === 'false',
  };
}
