/** Nobody reads faster, and the repair needs the processor more than its picture does. */
const pauseMs = 100;

/** Calls back in an animation frame, not more often than ten times a second unless there is a backlog to be shown. */
export function createPictureClock(): (callback: () => void, backlog: boolean) => void {
  let last = 0;
  return (callback, backlog) => {
    const draw = (): void =>
      void requestAnimationFrame((now) => {
        last = now;
        callback();
      });
    const wait = backlog ? 0 : last + pauseMs - performance.now();
    if (wait <= 0) draw();
    else setTimeout(draw, wait);
  };
}
