import { get } from 'node:http';

/** nginx's own counters (ngx_http_stub_status_module). They drift when workers are killed. */
export interface StubStatus {
  /** Client connections now open, idle ones included. */
  readonly active: number;
  readonly accepted: number;
  readonly requests: number;
}

const TIMEOUT_MS = 1_000;

/** Asks nginx for its counters over the private unix socket; undefined where it does not answer. */
export async function readStubStatus(socketPath: string): Promise<StubStatus | undefined> {
  const text = await new Promise<string | undefined>((done) => {
    const request = get(
      { socketPath, path: '/status', timeout: TIMEOUT_MS, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => done(body)).on('error', () => done(undefined));
      },
    );
    request.on('timeout', () => request.destroy()).on('error', () => done(undefined));
  });
  return text === undefined ? undefined : parseStubStatus(text);
}

/** Reads the page that `stub_status` prints; undefined where it is another. */
export function parseStubStatus(text: string): StubStatus | undefined {
  const [, active, accepted, , requests] =
    /^Active connections: (\d+)[\s\S]*?\n (\d+) (\d+) (\d+)/.exec(text) ?? [];
  if (active === undefined) return undefined;
  return { active: Number(active), accepted: Number(accepted), requests: Number(requests) };
}
