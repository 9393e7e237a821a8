import { accessLog } from './access-log.ts';
import { auth } from './auth.ts';
import { buffering } from './buffering.ts';
import { capacity } from './capacity.ts';
import { chainHop } from './chain-hop.ts';
import type { Check, LiveCheck } from './check.ts';
import { configValid } from './config-valid.ts';
import { connectTimeout } from './connect-timeout.ts';
import { connectionLiteral } from './connection-literal.ts';
import { csp } from './csp.ts';
import { duplicateHeader } from './duplicate-header.ts';
import { edgeCache } from './edge-cache.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import { handshakeRedirect } from './handshake-redirect.ts';
import { headerBuffers } from './header-buffers.ts';
import { headerInheritance } from './header-inheritance.ts';
import { headerValue } from './header-value.ts';
import { hopTimeout } from './hop-timeout.ts';
import { hostHeader } from './host-header.ts';
import { httpVersion } from './http-version.ts';
import { idleTimeout } from './idle-timeout.ts';
import { limits } from './limits.ts';
import { origin } from './origin.ts';
import { passModule } from './pass-module.ts';
import { proxyProtocol } from './proxy-protocol.ts';
import { reload } from './reload.ts';
import { responseHeaders } from './response-headers.ts';
import { route } from './route.ts';
import { sticky } from './sticky.ts';
import { streamTimeout } from './stream-timeout.ts';
import { upgradeHeaders } from './upgrade-headers.ts';
import { upgradeSmuggling } from './upgrade-smuggling.ts';
import { upstreamAddress } from './upstream-address.ts';
import { upstreamKeepalive } from './upstream-keepalive.ts';
import { upstreamTls } from './upstream-tls.ts';
import { uriRewrite } from './uri-rewrite.ts';

export type { Check, LiveCheck, LiveRule, Problem, Rule, Severity } from './check.ts';

/** All checks, in the order in which they are judged and shown. */
export const checks: readonly Check[] = [
  configValid,
  route,
  passModule,
  upgradeHeaders,
  headerInheritance,
  httpVersion,
  headerValue,
  duplicateHeader,
  uriRewrite,
  responseHeaders,
  handshakeRedirect,
  chainHop,
  idleTimeout,
  streamTimeout,
  hopTimeout,
  connectionLiteral,
  upstreamKeepalive,
  buffering,
  edgeCache,
  hostHeader,
  forwardedHeaders,
  proxyProtocol,
  auth,
  csp,
  upstreamTls,
  upstreamAddress,
  sticky,
  headerBuffers,
  connectTimeout,
  capacity,
  limits,
  origin,
  upgradeSmuggling,
  accessLog,
  reload,
];

/** Those of them that can be judged on a live path. */
export const liveChecks: readonly LiveCheck[] = checks.filter(
  (check): check is LiveCheck => check.live !== undefined,
);
