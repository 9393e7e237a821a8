import { guardsBut, type Trace, trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { type Check, live } from './check.ts';
import { type ConfigProblem, onKinds, type SocketPath } from './configuration.ts';
import { headerLines, writtenValue } from './header-lines.ts';
import { mayDependOn } from './may-depend-on.ts';
import { placeInWords } from './place-in-words.ts';

export const origin: Check = {
  id: 'origin',
  severity: 'warning',
  title: 'A page of any origin may open a WebSocket as your user',
  why: 'The same-origin policy does not hold for WebSockets: any page may open one, and the browser sends your cookies with it (RFC 6455 section 10.2). Refuse handshakes whose Origin is not yours, here or in the backend. An Origin is a scheme, a name and a port: https://app.example.com is not http://app.example.com.',
  bad: `events {}
http {
    server {
        listen 80;
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
    map $http_origin $foreign { default 1; '' 0; https://app.example.com 0; }
    server {
        listen 80;
        location /ws/ {
            if ($foreign) { return 403; }
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: onKinds(function* ({ model, paths }) {
    const judged = paths.filter(
      (path) =>
        path.intent !== 'possible' &&
        !path.isPlain &&
        !path.isLaterHop &&
        path.handshake.passing !== undefined,
    );
    for (const path of judged) yield* judgeOwnPages(path);
    const open = judged.filter((path) => !isForeignRefused(path));
    const servers = new Map(open.flatMap((path) => withServer(path)));
    // Where nothing at all looks at Origin, that is one omission, however many servers there are.
    const isAll = open.length === judged.length && servers.size > 1;
    if (isAll && model.http?.placed !== undefined) {
      yield { at: model.http.placed, where: 'http', severity: 'advice', message: messageFor(open) };
      return undefined;
    }
    for (const [at, path] of servers) {
      const where = path.handshake.arrival.choice?.server.names[0]?.written ?? path.url;
      yield { at, where, severity: 'advice', message: messageFor([path]) };
    }
    return undefined;
  }),
  live: live(['handshake', 'foreignOrigin'], function* ({ handshake, foreignOrigin }) {
    const { origin: foreign, status } = foreignOrigin;
    if (status === 101) {
      yield {
        message: `A handshake with Origin: ${foreign} is answered 101, so any page can open a socket with your user's cookies. Name the origins that may.`,
      };
    } else if (handshake.status !== 101) {
      return {
        cannotTell: `a handshake without Origin is not answered 101 either: ${handshake.detail}`,
      };
    }
    return `Origin: ${foreign} is answered ${status ?? 'not at all'}`;
  }),
};

function withServer(path: SocketPath): [Placed, SocketPath][] {
  const at = path.handshake.arrival.choice?.server.level.placed;
  return at === undefined ? [] : [[at, path]];
}

/** The backend may well look at it, which no configuration of nginx tells: hence advice. */
function messageFor(open: readonly SocketPath[]): string {
  const [first] = open;
  const upstream = first?.handshake.passing?.target?.upstream?.name ?? 'the backend';
  const to = open.length > 1 ? 'every backend' : upstream;
  if (first !== undefined && open.length === 1 && isReplaced(first)) {
    return `nginx sends ${upstream} an Origin of its own, so that it cannot tell foreign pages: every page that your users visit can open a socket in their name. Answer 403 here to the Origins that are not yours, by a map on $http_origin.`;
  }
  return `nginx passes handshakes of any Origin on to ${to}. Unless the backend refuses those that are not yours, every page that your users visit can open a socket in their name. See that the backend does, or answer 403 here by a map on $http_origin.`;
}

/** Whether a line sets the Origin that the backend gets, or takes it away. */
function isReplaced({ handshake }: SocketPath): boolean {
  const line = headerLines(handshake.exchange?.level, 'Origin').at(-1);
  return line !== undefined && !/\$\{?http_origin\b/i.test(writtenValue(line));
}

/** RFC 2606 keeps the name free: it is nobody's own. */
const FOREIGN = 'https://foreign.invalid';

function isForeignRefused(path: SocketPath): boolean {
  if (!mayDependOn(path.handshake, path.model, 'http_origin')) return false;
  return fromPage(path, FOREIGN).outcome.kind !== 'proxy';
}

/** A guard that names the site's own pages by http, where they come by https. */
function* judgeOwnPages(path: SocketPath): Generator<ConfigProblem> {
  const { handshake, model, intent, url } = path;
  const isTls = handshake.request.tls || (intent === 'asked' && url.startsWith('wss:'));
  if (!isTls || !mayDependOn(handshake, model, 'http_origin')) return;
  const { host } = new URL(url);
  const refused = fromPage(path, `https://${host}`);
  if (refused.outcome.kind === 'proxy') return;
  if (fromPage(path, `http://${host}`).outcome.kind !== 'proxy') return;
  const at = refused.steps.findLast(({ at: line }) => line?.directive.name === 'if')?.at;
  if (at === undefined) return;
  yield {
    at,
    where: placeInWords(path),
    message: `The site's own pages are refused: their Origin is https://${host}, and what is asked for here is http://${host}. Name it with https.`,
  };
}

/** What becomes of the handshake of a page of that Origin. */
function fromPage({ handshake, model }: SocketPath, value: string): Trace {
  const { request } = handshake;
  const others = request.headers.filter(({ name }) => name.toLowerCase() !== 'origin');
  return trace(model, {
    ...request,
    headers: [...others, { name: 'Origin', value }],
    // What the user brings, who is let in, and not what the page is to be.
    letInBy: guardsBut(handshake, 'http_origin'),
  });
}
