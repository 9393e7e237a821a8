import type { NginxBinary } from './binary.ts';
import { type NginxMessage, parseMessages } from './log-message.ts';
import { nginxArguments, nginxEnvironment } from './nginx-arguments.ts';
import type { ProcessUser } from './process-user.ts';
import { type CommandResult, CommandTimeoutError, runCommand } from './run-command.ts';

/** What is tested. */
export interface ConfigurationTest {
  readonly prefix: string;
  /** Absolute path of the configuration. */
  readonly file: string;
  /** Directives in front of it, such as `daemon off;`. */
  readonly globalDirectives?: string;
  /** Whom nginx runs as where we are root; logs and temporary folders have to be this user's. */
  readonly runAs?: ProcessUser | undefined;
  /** Milliseconds after which nginx is killed and the configuration counts as bad; 60 s if left out. */
  readonly timeoutMs?: number;
}

/** What nginx says of a configuration. */
export interface ConfigurationTestResult {
  /** Whether nginx would start with it. A port that somebody else holds does not show here. */
  readonly ok: boolean;
  /** Errors and warnings in nginx's order. */
  readonly messages: readonly NginxMessage[];
}

/** Names of upstream servers are resolved, each of which may take seconds. */
const LONGEST_TEST_MS = 60_000;

/**
 * Runs `nginx -t`. It opens the logs and makes the temporary folders that the configuration names,
 * as a start would, but listens to nothing.
 */
export async function testConfiguration(
  nginx: NginxBinary,
  { prefix, file, globalDirectives, runAs, timeoutMs = LONGEST_TEST_MS }: ConfigurationTest,
): Promise<ConfigurationTestResult> {
  const run = nginxArguments({ nginx, prefix, file, errorLog: 'stderr', globalDirectives });
  const { status, stderr } = await runCommand([...run, '-t', '-q'], {
    environment: nginxEnvironment(runAs),
    timeoutMs,
    runAs,
  }).catch((error: unknown) => timedOut(error, timeoutMs));
  const messages = parseMessages(stderr).filter(isAboutConfiguration).map(withoutPid);
  if (status === 0 || messages.length > 0) return { ok: status === 0, messages };
  const text = stderr.trim() || `nginx -t ended with status ${status} and said nothing`;
  return { ok: false, messages: [{ level: 'error', text }] };
}

/** A configuration may make nginx wait for ever, as by including a pipe that nobody writes to. */
function timedOut(error: unknown, timeoutMs: number): CommandResult {
  if (!(error instanceof CommandTimeoutError)) throw error;
  const stderr = `nginx -t did not end within ${timeoutMs} ms, and was killed`;
  return { status: 1, stdout: '', stderr };
}

function isAboutConfiguration({ level, text }: NginxMessage): boolean {
  // Versions before 1.19.5 try the log that is compiled in; nothing is wrong where they may not.
  return !(level === 'alert' && text.startsWith('could not open error log file'));
}

function withoutPid({ pid: _, ...message }: NginxMessage & { pid?: number }): NginxMessage {
  return message;
}
