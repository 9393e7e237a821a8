/** Path segments that locations, rewrites, files and requests share, so that they meet often. */
export const SEGMENTS: readonly string[] = [
  'ws',
  'api',
  'app',
  'v1',
  'v2',
  'chat',
  'static',
  'old',
  'new',
  'Ws',
];

/** Names after `server_name`, without wildcards. */
export const HOSTS: readonly string[] = [
  'a.test',
  'b.test',
  'ws.a.test',
  'x.ws.a.test',
  'api.b.test',
  'ws.example',
  'deep.x.a.test',
];

/** Names of request headers that requests send and configurations read. */
export const SENT_HEADERS: readonly string[] = ['X-A', 'X-B', 'X-Forwarded-For', 'X-Real-IP'];

/** Names after `proxy_set_header`. */
export const FORWARDED_HEADERS: readonly string[] = [
  'Host',
  'Connection',
  'Upgrade',
  'X-A',
  'X-B',
  'x-a',
  'X-New',
  'X-Real-IP',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'Cookie',
  'Origin',
  'Sec-WebSocket-Protocol',
  'Accept-Encoding',
  'User-Agent',
];

/** Files below the prefix that are served, or read by nginx, and their text. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  'docs/index.html': 'index',
  'docs/50x.html': '50x',
  'docs/empty.txt': '',
  'docs/ws/index.html': 'ws index',
  'docs/app/page.html': 'page',
  'docs/app/v1': 'v1',
  'docs/static/a.txt': 'a',
  'docs/static/other.html': 'other',
  'docs/static/v2/index.html': 'v2 index',
  'docs/a.txt': 'a',
  'more/index.html': 'more',
  'more/api/a.txt': 'more a',
  'more/other.html': 'more other',
  users: 'u:{PLAIN}p\n',
};

/** The body of requests that have one. */
export const REQUEST_BODY = 'x=1';
