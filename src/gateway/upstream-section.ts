import { formatAddress } from './address.ts';
import type { Capabilities } from './capabilities.ts';
import type { Deployment } from './deployment.ts';
import { because, block, type Lines, sections } from './lines.ts';

/** Idle connections to the backend that each worker keeps. */
const KEEPALIVE = 64;
/** Node closes a connection that was idle for 5 s; nginx must let go of it first. */
const KEEPALIVE_TIMEOUT = '4s';
/** The cookie that leads a client back to its node. It holds no secret. */
export const NODE_COOKIE = 'fairlead_node';

/** The upstream, and what leads a client's next request to the node that knows it. */
export function upstreamSection(deployment: Deployment, capabilities: Capabilities): Lines {
  const several = deployment.backends.length > 1;
  const byHash = several && !capabilities.sticky;
  return sections(
    byHash ? sessionMaps() : [],
    block(
      'upstream fairlead_backend',
      ['zone fairlead_backend 64k;'],
      byHash ? ['hash $fairlead_session consistent;'] : [],
      servers(deployment),
      several && capabilities.sticky ? stickyCookie(deployment) : [],
      because(
        'Plain requests reuse these connections. They are let go before the backend does it (Node: after 5 s): a request sent into a closing connection is a 502.',
        `keepalive ${KEEPALIVE};`,
        `keepalive_timeout ${KEEPALIVE_TIMEOUT};`,
      ),
    ),
  );
}

function servers({ backends }: Deployment): Lines {
  if (backends.length === 1) return backends.map((backend) => `server ${formatAddress(backend)};`);
  return because(
    'A node that failed is left out for 2 s, then asked again.',
    ...backends.map((backend) => `server ${formatAddress(backend)} fail_timeout=2s;`),
  );
}

function stickyCookie({ listeners }: Deployment): Lines {
  const secure = listeners.every((listener) => listener.tls) ? ' secure' : '';
  return because(
    'A reconnect and the HTTP fallback land on the node that has the session.',
    `sticky cookie ${NODE_COOKIE} path=/ httponly${secure} samesite=lax;`,
  );
}

/** A cookie of nginx's own making as the key of `hash`: what `sticky` does, for versions without it. */
function sessionMaps(): Lines {
  return because(
    'This nginx has no "sticky" (1.29.6 has), so a cookie is the key of "hash": a reconnect and the HTTP fallback land on the node that has the session. Who comes without one gets one.',
    ...block(`map $cookie_${NODE_COOKIE} $fairlead_session`, [
      `default $cookie_${NODE_COOKIE};`,
      "''      $request_id;",
    ]),
    ...block('map $https $fairlead_secure', ["default '';", "on      '; Secure';"]),
    ...block(`map $cookie_${NODE_COOKIE} $fairlead_set_cookie`, [
      "default '';",
      `''      "${NODE_COOKIE}=$request_id; Path=/; HttpOnly; SameSite=Lax$fairlead_secure";`,
    ]),
  );
}
