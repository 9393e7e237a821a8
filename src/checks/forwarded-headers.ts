import type { ForgedIdentityEvidence } from '../probe/evidence.ts';
import { refusedOnlyBy } from './accepted-by.ts';
import { type Check, liveWith, type Problem } from './check.ts';
import { onPath } from './configuration.ts';
import { judgeForwarding } from './forwarding.ts';
import { headerOf } from './headers.ts';

export const forwardedHeaders: Check = {
  id: 'forwarded-headers',
  severity: 'warning',
  title: 'The backend is not told, or is told wrongly, who the client is',
  why: 'Behind nginx every connection comes from nginx and is plain HTTP. Only X-Forwarded-Proto tells the backend that the page is https (secure cookies, origin checks), only X-Forwarded-For and X-Real-IP tell the address. What the client itself writes into these headers must not arrive. Set all of them from nginx own variables.',
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
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header X-Real-IP $remote_addr;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header Forwarded "";
        }
    }
}`,
  config: onPath(judgeForwarding),
  live: liveWith(['forgedIdentity'], ['acceptance'], function* ({ forgedIdentity, acceptance }) {
    const { arrival, lie } = forgedIdentity;
    const expected = expectedValues(forgedIdentity);
    for (const [name, right] of expected) yield* judge(name, headerOf(arrival, name), right, lie);
    // What no line sets is one omission.
    const madeUp = expected.filter(([name]) => headerOf(arrival, name) === lie);
    if (madeUp.length > 0) {
      const names = madeUp.map(([name]) => name).join(', ');
      yield {
        message: `${names}: what a client makes up reaches the backend as it is. Set ${madeUp.length === 1 ? 'it' : 'them'} from nginx's own variables.`,
      };
    }
    // Where Host is wrong, host-header tells of it.
    const isHostWrong = refusedOnlyBy(acceptance, 'host-checking') !== undefined;
    const refused = refusedOnlyBy(acceptance, 'origin-checking');
    if (refused !== undefined && !isHostWrong) {
      yield {
        message: `A backend that compares Origin with X-Forwarded-Proto and X-Forwarded-Host refuses the handshake of the site's own page: ${refused.detail}. Set both from what the client named.`,
      };
    }
    if (headerOf(arrival, 'Forwarded')?.includes(lie)) {
      yield {
        severity: 'advice',
        message:
          'The Forwarded header that a client makes up reaches the backend (RFC 7239). Set proxy_set_header Forwarded "".',
      };
    }
    return expected.map(([name]) => `${name}: ${headerOf(arrival, name) ?? '—'}`).join(', ');
  }),
};

function expectedValues({ scheme, client, host }: ForgedIdentityEvidence): [string, string][] {
  return [
    ['X-Forwarded-Proto', scheme],
    ['X-Forwarded-For', client],
    ['X-Real-IP', client],
    ['X-Forwarded-Host', host],
  ];
}

function* judge(name: string, got: string | null, right: string, lie: string): Generator<Problem> {
  if (got === right || got === lie) return;
  if (got === null)
    yield { message: `${name} does not reach the backend; ${right} would be right.` };
  else if (got.includes(lie)) {
    yield {
      severity: 'advice',
      message: `${name} reaches the backend as "${got}", with what the client made up in front. A backend that reads the first entry believes it; send only ${right}.`,
    };
  } else yield { message: `${name} reaches the backend as "${got}"; ${right} would be right.` };
}
