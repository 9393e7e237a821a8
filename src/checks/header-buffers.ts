import { readSize } from '../nginx/model/sizes.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { blockOf } from './block-of.ts';
import type { Check } from './check.ts';
import { type ConfigProblem, type Fix, onPath, type SocketPath } from './configuration.ts';
import { headerLevel } from './fixes/place.ts';
import { settingEdits } from './fixes/setting.ts';
import { headerBuffersLive } from './header-buffers-live.ts';
import { COOKIE, whyAnswerIsLong } from './header-sizes.ts';

export const headerBuffers: Check = {
  id: 'header-buffers',
  severity: 'warning',
  title: 'The headers of a handshake do not fit into the buffers of nginx',
  why: 'A handshake carries the cookies of the site, and often a token in Sec-WebSocket-Protocol, which the server sends back. A header line longer than a buffer of large_client_header_buffers (8k by default) is answered 400; an answer whose headers are longer than proxy_buffer_size (4k or 8k) becomes 502 ("upstream sent too big header"). Each tunnel keeps two buffers of proxy_buffer_size, so raise it only where it is needed.',
  bad: `events {}
http {
    server {
        listen 80;
        large_client_header_buffers 2 1k;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        large_client_header_buffers 4 8k;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: onPath(function* (path) {
    if (path.handshake.passing === undefined) return undefined;
    yield* judgeRequest(path);
    yield* judgeAnswer(path);
    return undefined;
  }),
  live: headerBuffersLive,
};

function* judgeRequest({ handshake }: SocketPath): Generator<ConfigProblem> {
  const server = handshake.arrival.choice?.server.level;
  const line = server?.effective('large_client_header_buffers').at(-1);
  const size = readSize(line?.directive.args[1]?.value ?? '');
  if (line === undefined || size === undefined || size >= COOKIE) return;
  yield {
    at: line,
    message: `A header line may have ${size} bytes here. The cookies of a site are one line, and a single one may have 4,096: a handshake with more is answered 400 ("Request Header Or Cookie Too Large"). nginx's own value is 4 8k.`,
    fix: biggerRequest(line),
  };
}

function biggerRequest(line: Placed): Fix | undefined {
  const { directive, file } = line;
  const [count, size] = directive.args;
  if (count === undefined || size === undefined) return undefined;
  return {
    title: 'Take header lines of 8k, as nginx does by default',
    safe: true,
    edits: [{ file, edit: { span: size.span, text: '8k' } }],
  };
}

/** One page, on most machines. */
const DEFAULT_BUFFER = 4096;

function* judgeAnswer(path: SocketPath): Generator<ConfigProblem> {
  const { handshake } = path;
  const level = handshake.exchange?.level;
  const line = level?.effective('proxy_buffer_size').at(-1);
  const size = line === undefined ? DEFAULT_BUFFER : readSize(line.directive.args[0]?.value ?? '');
  const at = line ?? blockOf(handshake);
  if (size === undefined || size > 2 * DEFAULT_BUFFER || at === undefined) return;
  const long = whyAnswerIsLong(handshake.request.target);
  const larger = largerRequests(path);
  const isShort = line !== undefined && size < COOKIE;
  if (long === undefined && !isShort && larger === undefined) return;
  const cause =
    long ??
    (isShort
      ? 'a single cookie that it sets may have 4,096'
      : 'requests may have more, so headers are long on this site');
  yield {
    at,
    severity: long !== undefined || isShort ? 'warning' : 'advice',
    message: `The headers of an answer may have ${size} bytes here${line === undefined ? " (nginx's default, 8192 on some machines)" : ''}, and ${cause}: a longer answer to the handshake becomes 502 ("upstream sent too big header"). Raise proxy_buffer_size, and proxy_buffers with it.`,
    ...(larger === undefined
      ? {}
      : { related: [{ at: larger, message: 'takes longer requests' }] }),
    // Each tunnel has two of them, however long its headers are.
    fix: biggerAnswer(path, long !== undefined || isShort),
  };
}

/** Somebody has met long headers here already. */
function largerRequests({ handshake }: SocketPath): Placed | undefined {
  const server = handshake.arrival.choice?.server.level;
  const line = server?.effective('large_client_header_buffers').at(-1);
  const size = readSize(line?.directive.args[1]?.value ?? '') ?? 0;
  return size > 2 * DEFAULT_BUFFER ? line : undefined;
}

/** nginx refuses a buffer that is larger than all of `proxy_buffers` but one. */
function biggerAnswer(path: SocketPath, safe: boolean): Fix | undefined {
  const level = headerLevel(path);
  if (level === undefined || level.effective('proxy_busy_buffers_size').length > 0)
    return undefined;
  if (level.named('proxy_buffers').length > 0) return undefined;
  const edits = [
    ...settingEdits(level, 'proxy_buffer_size', '16k'),
    ...settingEdits(level, 'proxy_buffers', '8 16k'),
  ];
  return { title: 'Take answers with headers of 16k', safe, edits };
}
