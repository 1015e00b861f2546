import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { readPlainSync } from '../../adapters/plain-file.js';

const Pixels = Type.Integer({ minimum: -100_000, maximum: 100_000 });
const WindowState = Type.Object({ x: Pixels, y: Pixels, width: Pixels, height: Pixels, maximised: Type.Boolean() });
/** Where the window was and how large, in CSS pixels of the screen. */
export type WindowState = Static<typeof WindowState>;

export const smallest = { width: 640, height: 360 } as const;
const usual = { width: 1280, height: 800 } as const;
/** So much of the window has to be on a screen for its title bar to be reached. */
const reachable = { width: 120, height: 40 } as const;
const settleMs = 400;
const maxBytes = 64 * 1024;

const fileIn = (folder: string): string => join(folder, 'window.json');

/** What was kept; null if nothing was, or what is there makes no sense. */
export function readWindowState(folder: string): WindowState | null {
  try {
    const kept: unknown = JSON.parse(readPlainSync(fileIn(folder), maxBytes).toString());
    return Value.Check(WindowState, kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Where to open: as kept, if that is on one of the screens that there are now, and never larger than that; else in the middle of the first. */
export function placeWindow(
  kept: WindowState | null,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  const screen = kept === null ? undefined : screens.find((area) => isReachable(kept, area));
  const [room = usual] = screen ? [screen] : screens;
  const size = {
    width: Math.min(Math.max(kept?.width ?? usual.width, smallest.width), room.width),
    height: Math.min(Math.max(kept?.height ?? usual.height, smallest.height), room.height),
  };
  return kept !== null && screen ? { x: kept.x, y: kept.y, ...size } : size;
}

function isReachable({ x, y, width }: WindowState, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= reachable.width && y >= area.y && y <= area.y + area.height - reachable.height;
}

/** Keeps where the window is whenever that has changed. A folder that cannot be written to costs nothing but this. */
export function keepWindowState(window: BrowserWindow, folder: string): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const { x, y, width, height } = window.getNormalBounds();
    const state: WindowState = { x, y, width, height, maximised: window.isMaximized() };
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = fileIn(folder);
      writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch {
      // Next time it opens where it always does.
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, settleMs);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', keep);
}
