/** Signals that would end or stop a process in the middle of a step. */
const unheard = [
  // The keys of a terminal (Ctrl-C, Ctrl-\, Ctrl-Z), and its end.
  ...(['SIGINT', 'SIGQUIT', 'SIGTSTP', 'SIGHUP'] as const),
  // What sudo hands on. At SIGUSR1 Node would let everybody on this machine debug a process of root's.
  ...(['SIGUSR1', 'SIGUSR2'] as const),
  // Timers and limits that the caller has set: they outlive a start through pkexec.
  ...(['SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGXFSZ'] as const),
];

/**
 * Lets this process go on whatever of these it is sent: what they mean is the app's to say, through the stream. SIGTERM is left, which
 * asks it to end once the step in flight is finished. SIGPIPE Node ignores by itself; SIGSTOP and SIGKILL only root can send.
 */
export function outlastSignals(): void {
  for (const signal of unheard) process.on(signal, () => undefined);
}
