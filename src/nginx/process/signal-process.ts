import { errorCode } from './error-code.ts';

/** Sends a signal; false where there is no such process (or group, named by its negative number). */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    // macOS says so of a group whose members have all ended but are not reaped yet.
    if (errorCode(error) === 'EPERM') return true;
    throw error;
  }
}
