import { execFile } from 'node:child_process';
import type { ProcessUser } from './process-user.ts';

/** What the variables around a program are, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a program that ran to its end ended. */
export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and for how long a program runs. */
export interface CommandOptions {
  readonly environment?: Environment;
  /** Working folder. */
  readonly folder?: string;
  /** Milliseconds after which the program is killed and the call fails; 60 s if left out. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Whom the program runs as; only root may choose. It keeps none of our groups. */
  readonly runAs?: ProcessUser | undefined;
}

/** A program was killed since it took too long. */
export class CommandTimeoutError extends Error {
  override readonly name: string = 'CommandTimeoutError';
}

const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * Runs a program to its end. A status other than 0 is a result; that it could not be run at all,
 * was aborted, or took too long (`CommandTimeoutError`), is an error.
 */
export function runCommand(
  command: readonly string[],
  { environment, folder, timeoutMs = 60_000, signal, runAs }: CommandOptions = {},
): Promise<CommandResult> {
  const [program = '', ...args] = command;
  const options = {
    encoding: 'utf8' as const,
    maxBuffer: MOST_OUTPUT_BYTES,
    timeout: timeoutMs,
    killSignal: 'SIGKILL' as const,
    ...(environment && { env: { ...environment } }),
    ...(folder !== undefined && { cwd: folder }),
    ...(signal && { signal }),
    ...runAs,
  };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (!error) return resolve({ status: 0, stdout, stderr });
      if (typeof error.code === 'number') return resolve({ status: error.code, stdout, stderr });
      if (signal?.aborted) return reject(signal.reason);
      if (error.killed) {
        return reject(new CommandTimeoutError(`${program} did not end within ${timeoutMs} ms`));
      }
      if (error.signal) return reject(new Error(`${program} was ended by ${error.signal}`));
      return reject(error);
    });
  });
}
