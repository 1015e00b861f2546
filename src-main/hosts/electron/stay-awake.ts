import { powerSaveBlocker } from 'electron';

/** Keeps the machine from falling asleep by itself while the count is above zero. */
export function createStayAwake(): (count: number) => void {
  let blocker: number | null = null;
  return (count) => {
    if (count > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
}
