import type { Level, Upstream } from '../nginx/model/index.ts';
import { readTime } from '../nginx/model/sizes.ts';
import type { Placed } from '../nginx/syntax/index.ts';

/** A timeout that was made long, and has no say in how long a tunnel may be silent. */
export interface OtherTimeout {
  readonly line: Placed;
  readonly name: string;
  readonly ms: number;
  /** What it is for, in words that complete "it …". */
  readonly purpose: string;
}

/** Nobody waits an hour for any of these, so who writes it means the tunnel. */
const MEANT_FOR_TUNNELS_MS = 3_600_000;
/** `proxy_send_timeout` is spoken of together with `proxy_read_timeout`; its default is 60 s. */
const RAISED_MS = 75_000;

interface Kind {
  readonly purpose: string;
  readonly fromMs: number;
  /** What has a use for it, where it stands in an outer block. */
  readonly pass?: string;
}

/** Calls of gRPC may go on for days, and need these. */
const STREAMING = 'grpc_pass';

const ofOtherModule = (pass: string): Kind => ({
  purpose: `is for backends that are reached by ${pass}`,
  fromMs: RAISED_MS,
  pass,
});

const KINDS: Readonly<Record<string, Kind>> = {
  proxy_send_timeout: {
    purpose: 'only counts while the backend does not take what nginx sends',
    fromMs: RAISED_MS,
  },
  proxy_connect_timeout: {
    purpose: 'ends when the backend has taken the connection',
    fromMs: MEANT_FOR_TUNNELS_MS,
  },
  send_timeout: {
    purpose: 'only counts while the client does not take what nginx sends',
    fromMs: MEANT_FOR_TUNNELS_MS,
  },
  keepalive_timeout: {
    purpose: 'is for connections between two plain requests',
    fromMs: MEANT_FOR_TUNNELS_MS,
    pass: STREAMING,
  },
  client_body_timeout: {
    purpose: 'is for request bodies',
    fromMs: MEANT_FOR_TUNNELS_MS,
    pass: STREAMING,
  },
  client_header_timeout: {
    purpose: 'is for request headers',
    fromMs: MEANT_FOR_TUNNELS_MS,
    pass: STREAMING,
  },
  fastcgi_read_timeout: ofOtherModule('fastcgi_pass'),
  uwsgi_read_timeout: ofOtherModule('uwsgi_pass'),
  scgi_read_timeout: ofOtherModule('scgi_pass'),
  grpc_read_timeout: ofOtherModule('grpc_pass'),
};

/**
 * Timeouts in effect at a level, or set for the upstream, that were raised, and do not matter to a tunnel;
 * the longest first.
 */
export function otherTimeouts(level: Level, upstream: Upstream | undefined): OtherTimeout[] {
  const found = ofPool(upstream);
  const { names } = level.configuration;
  for (const [name, { purpose, fromMs, pass }] of Object.entries(KINDS)) {
    const isOthers = pass !== undefined && names.has(pass);
    const line = isOthers ? level.last(name) : level.effective(name).at(-1);
    const ms = line && readTime(line.directive.args[0]?.value ?? '');
    if (line === undefined || ms === undefined || ms < fromMs) continue;
    found.push({ line, name, ms, purpose });
  }
  return found.toSorted((a, b) => b.ms - a.ms);
}

/** `keepalive_timeout` of an `upstream`. */
function ofPool(upstream: Upstream | undefined): OtherTimeout[] {
  const { value: ms = 0, placed: line } = upstream?.keepalive?.timeoutMs ?? {};
  if (line === undefined || ms < MEANT_FOR_TUNNELS_MS) return [];
  const purpose = 'is for connections to the backend that wait for the next plain request';
  return [{ line, name: 'keepalive_timeout', ms, purpose }];
}
