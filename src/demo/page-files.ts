import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

/** The whole page: nothing else of its folder is served. */
const FILES: ReadonlyMap<string, { readonly name: string; readonly type: string }> = new Map([
  ['/', { name: 'index.html', type: 'text/html; charset=utf-8' }],
  ['/page.js', { name: 'page.js', type: 'text/javascript; charset=utf-8' }],
  ['/page.css', { name: 'page.css', type: 'text/css; charset=utf-8' }],
]);

/** Answers with a file of the page, or with 404. */
export async function servePage(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
): Promise<void> {
  const file = FILES.get(path);
  if (file === undefined || !['GET', 'HEAD'].includes(request.method ?? '')) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Nothing is here.\n');
    return;
  }
  const body = await readFile(join(folder, file.name)).catch(() => undefined);
  if (body === undefined) {
    const why = `The page has not been built: there is no ${file.name} in its folder.\n`;
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end(why);
    return;
  }
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': body.length,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': contentSecurityPolicy(request.headers.host),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The strictest policy that the page works under. */
function contentSecurityPolicy(host: string | undefined): string {
  // CSP 3 lets 'self' cover ws and wss too, but not every browser does. The host is the client's word:
  // whatever could end the directive is left out.
  const named =
    host !== undefined && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return (
    `default-src 'self'; img-src data:; connect-src 'self'${named}; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
  );
}
