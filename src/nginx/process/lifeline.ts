import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ends an nginx when we are gone, whichever way we went. */
export interface Lifeline {
  /** Names the nginx to end, by the process group that it leads; undefined while there is none. */
  guard(pid: number | undefined): void;
  /** Lets go without ending anything, and resolves when the watching process has left. */
  close(): Promise<void>;
}

/**
 * The shell reads until the pipe ends, which it does when the last holder of its other end, that is,
 * our process, is gone: the kernel closes it even after `kill -9`. The last line names the group.
 * QUIT lets requests end (TERM where only workers are left to hear it); tunnels may last for hours, so TERM follows after 5 s and KILL after 7 s.
 */
const SCRIPT = `
group=
while IFS= read -r line; do group=$line; done
[ -n "$group" ] || exit 0
kill -s QUIT "$group" 2>/dev/null || kill -s TERM -- "-$group" 2>/dev/null
seconds=0
while kill -s 0 -- "-$group" 2>/dev/null; do
  case $seconds in
    5) kill -s TERM -- "-$group" ;;
    7) kill -s KILL -- "-$group" ;;
    9) exit 1 ;;
  esac
  sleep 1
  seconds=$((seconds + 1))
done
`;

/** Starts the watching process. It is in a session of its own, so that Ctrl-C does not reach it. */
export async function openLifeline(): Promise<Lifeline> {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'fairlead-lifeline'], {
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin' },
    // Node gives the other end to no other child: it is closed on exec.
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await once(shell, 'spawn');
  const { stdin } = shell;
  // Somebody may end the shell; what it would have done is then left to the next start's sweep.
  stdin.on('error', () => {});
  shell.unref();
  unrefPipe(stdin);
  return {
    guard(pid) {
      if (stdin.writable) stdin.write(`${pid ?? ''}\n`);
    },
    async close() {
      if (hasEnded(shell)) return;
      shell.ref();
      const exit = once(shell, 'exit');
      stdin.end('\n');
      await exit;
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function unrefPipe(pipe: object): void {
  // The pipe is a net.Socket, which @types/node does not say; it must not keep our process alive.
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
}
