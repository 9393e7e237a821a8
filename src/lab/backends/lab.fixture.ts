/** Backends and clients for the tests of this folder. */
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { LivePath } from '../../probe/live-path.ts';
import { selfSigned } from '../../probe/self-signed.fixture.ts';
import type { LabInspector } from '../../probe/site.ts';
import { type BackendPlan, type Backends, startBackends } from './start-backends.ts';

/** Far above what anything takes, so that a slow machine fails nothing. */
export const PATIENCE = { timeoutMs: 20_000 } as const;

/** A throw-away certificate for localhost. */
export const { cert: CERTIFICATE, key: KEY } = selfSigned();

/** Backends that end with their test. */
export interface TestLab extends Backends {
  readonly inspect: LabInspector;
  /** The port of a backend. */
  port(name?: string): number;
  /** A path to a backend. */
  path(target: string, name?: string): LivePath;
}

/** Starts backends, one named `a` by default; all of them are nodes of the path. */
export async function labForTest(
  plans: readonly BackendPlan[] = [{ name: 'a', meant: 'app:3000' }],
): Promise<TestLab> {
  const lab = await startBackends(plans);
  onTestFinished(() => lab.close());
  const port = (name = 'a'): number => lab.backends.find((each) => each.name === name)?.port ?? 0;
  const path = (target: string, name = 'a'): LivePath => {
    const isSecure = plans.find((plan) => plan.name === name)?.tls !== undefined;
    const url = new URL(`${isSecure ? 'wss' : 'ws'}://localhost:${port(name)}${target}`);
    const connectTo = { host: '127.0.0.1', port: port(name) };
    return { url, connect: connectTo, ca: CERTIFICATE, ...PATIENCE };
  };
  return { ...lab, port, path, inspect: lab.inspector(plans.map(({ name }) => name)) };
}

/** Sends bytes over a connection of their own, and resolves with all that comes until it ends. */
export function exchange(
  port: number,
  ...parts: readonly (string | Uint8Array)[]
): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('latin1');
    socket.setNoDelay(true);
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    for (const part of parts) socket.write(part);
  });
}

/** The text of a right handshake with some of its lines changed; an empty value leaves one out. */
export function handshakeText(
  changes: Readonly<Record<string, string>> = {},
  requestLine = 'GET /ws?fairlead-probe=p HTTP/1.1',
): string {
  const fields = {
    Host: 'app.example.com',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
    ...changes,
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  return [requestLine, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
}
