import { accessLog } from './access-log.ts';
import { buffering } from './buffering.ts';
import type { Check, LiveCheck } from './check.ts';
import { configValid } from './config-valid.ts';
import { connectTimeout } from './connect-timeout.ts';
import { connectionLiteral } from './connection-literal.ts';
import { duplicateHeader } from './duplicate-header.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import { handshakeRedirect } from './handshake-redirect.ts';
import { headerValue } from './header-value.ts';
import { hostHeader } from './host-header.ts';
import { httpVersion } from './http-version.ts';
import { idleTimeout } from './idle-timeout.ts';
import { origin } from './origin.ts';
import { reload } from './reload.ts';
import { responseHeaders } from './response-headers.ts';
import { sticky } from './sticky.ts';
import { upgradeHeaders } from './upgrade-headers.ts';
import { upgradeSmuggling } from './upgrade-smuggling.ts';
import { upstreamKeepalive } from './upstream-keepalive.ts';

export type { Check, LiveCheck, LiveRule, Problem, Rule, Severity } from './check.ts';

/** All checks, in the order in which they are judged and shown. */
export const checks: readonly Check[] = [
  configValid,
  upgradeHeaders,
  httpVersion,
  headerValue,
  duplicateHeader,
  responseHeaders,
  handshakeRedirect,
  idleTimeout,
  connectionLiteral,
  upstreamKeepalive,
  buffering,
  hostHeader,
  forwardedHeaders,
  sticky,
  connectTimeout,
  origin,
  upgradeSmuggling,
  accessLog,
  reload,
];

/** Those of them that can be judged on a live path. */
export const liveChecks: readonly LiveCheck[] = checks.filter(
  (check): check is LiveCheck => check.live !== undefined,
);
