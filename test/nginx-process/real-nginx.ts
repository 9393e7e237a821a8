import { request } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What the small configurations of these tests differ in. */
export interface Variation {
  /** What `/` answers. */
  readonly answer?: string;
  /** Address to listen on besides the socket `web.sock` of the prefix. */
  readonly listen?: string;
  /** Port of a backend behind `/backend`. */
  readonly backend?: number;
  readonly workers?: number;
}

/** A configuration that listens on `PREFIX/web.sock`, so that no two tests want one port. */
export function configuration(prefix: string, variation: Variation = {}): string {
  const { answer = 'one', listen, backend, workers = 1 } = variation;
  return `pid nginx.pid;
error_log logs/error.log notice;
worker_processes ${workers};
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path temp/body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  server {
    listen unix:${prefix}/web.sock;
    ${listen === undefined ? '' : `listen ${listen};`}
    location / { return 200 "${answer}"; }
    ${backend === undefined ? '' : `location /backend { proxy_pass http://127.0.0.1:${backend}; }`}
  }
}
`;
}

/** The body that an nginx with such a configuration answers with. */
export function ask(prefix: string, path = '/'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socketPath = `${prefix}/web.sock`;
    const sent = request({ socketPath, path, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Listens on a port that was free, so that it is taken. */
export async function takePort(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

/** Waits until something holds; the test's own time limit ends it where it never does. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await delay(10);
}
