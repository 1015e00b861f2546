import { aptCommands } from './apt.js';
import { archCommands } from './arch.js';
import { clockCommands } from './clock.js';
import { diskCommands } from './disks.js';
import { dpkgCommands } from './dpkg.js';
import { ext4Commands } from './ext4.js';
import { logCommands } from './logs.js';
import { rpmCommands } from './rpm.js';
import { systemCommands } from './system.js';
import type { Known } from './verdict.js';
import { volumeCommands } from './volumes.js';

/** Every command whose output is known; the first that matches reads it. `pkexec` is looked through before. */
export const commandTable: readonly Known[] = [
  ...dpkgCommands,
  ...aptCommands,
  ...rpmCommands,
  ...archCommands,
  ...diskCommands,
  ...ext4Commands,
  ...volumeCommands,
  ...systemCommands,
  ...clockCommands,
  ...logCommands,
];
