import { spawn } from 'node:child_process';
import { safeFolders } from './spawn-exec.js';

/**
 * Keeps the machine from sleeping and shutting down. The inhibitor's child reads from a pipe of ours: it ends
 * when it is released, and also when this process dies. Without systemd-inhibit nothing is held.
 */
export function inhibitSleep(reason: string): () => void {
  const args = ['--what=sleep:shutdown', '--who=RescuePC', `--why=${reason}`, '--mode=block', 'cat'];
  const child = spawn('/usr/bin/systemd-inhibit', args, {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: safeFolders.join(':') },
    detached: true,
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  return () => child.stdin.end();
}
