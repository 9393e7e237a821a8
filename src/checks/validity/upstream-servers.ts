import { isAtLeast } from '../../nginx/catalog/version.ts';
import type { Level, Model } from '../../nginx/model/index.ts';
import { type Endpoint, parseUrl, type UrlError } from '../../nginx/model/upstream/index.ts';
import {
  type Argument,
  insertFirst,
  type Placed,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence, Fix } from '../configuration.ts';
import { judgeBackups } from './backup-servers.ts';
import { judgedGroups } from './every-level.ts';
import { type Expectation, KINDS } from './expectation.ts';
import { REFUSED } from './refused.ts';

/** Addresses and parameters of upstreams' servers that nginx cannot read (ngx_http_upstream_server). */
export function* judgeUpstreamServers(evidence: ConfigurationEvidence): Generator<ConfigProblem> {
  for (const upstream of judgedGroups(evidence)) yield* judgeUpstream(evidence.model, upstream);
}

function* judgeUpstream(model: Model, upstream: Level): Generator<ConfigProblem> {
  const group = model.upstreams?.find(upstream.placed?.directive.args[0]?.value ?? '');
  const endpoints = new Map(group?.servers.map(({ placed, endpoint }) => [placed, endpoint]));
  for (const placed of upstream.named('server')) {
    const [address, ...parameters] = placed.directive.args;
    if (address === undefined || placed.directive.block !== undefined) continue;
    const problem = judgeAddress(upstream, placed, address, endpoints.get(placed));
    if (problem !== undefined) yield problem;
    for (const parameter of parameters) {
      const refused =
        judgeParameter(placed, parameter) ?? judgeResolve(model, upstream, placed, parameter);
      if (refused !== undefined) yield refused;
    }
  }
  yield* judgeBackups(upstream);
}

const HTTP_PORT = 80;

function judgeAddress(
  upstream: Level,
  placed: Placed,
  address: Argument,
  known: Endpoint | UrlError | undefined,
): ConfigProblem | undefined {
  const { value } = address;
  if (value.includes('$')) return undefined;
  const read = known ?? parseUrl(value, { defaultPort: HTTP_PORT, takesUri: false });
  if (!('error' in read)) return undefined;
  const meant = withoutScheme(value);
  return {
    at: placed,
    span: address.span,
    where: `upstream ${upstream.placed?.directive.args[0]?.value ?? ''}`,
    message: `${REFUSED} got server ${address.raw} (${read.error}), expected a host, and a port from 1 to 65535 where one is written. ${cure(value, meant)}`,
    fix: meant === undefined ? undefined : writeAddress(placed, address, meant),
  };
}

function cure(written: string, meant: string | undefined): string {
  if (/^(?:https|wss):\/\//i.test(written)) {
    return 'Leave the scheme away and name the port; that TLS is spoken is said by proxy_pass https://.';
  }
  if (meant !== undefined) return `Write ${meant}: the scheme is said by proxy_pass.`;
  if (written.includes('/')) return 'Leave the path away; it is said by proxy_pass.';
  return 'Mend the address.';
}

/** The bare address; undefined where it is none, or where TLS was meant, which it would not say. */
function withoutScheme(written: string): string | undefined {
  const meant = /^(?:http|ws):\/\/([^/]+)\/?$/i.exec(written)?.[1];
  if (meant === undefined) return undefined;
  const read = parseUrl(meant, { defaultPort: HTTP_PORT, takesUri: false });
  return 'error' in read ? undefined : meant;
}

/** Nothing else changes, as nothing ran with the address as it is. */
function writeAddress({ directive, file }: Placed, address: Argument, text: string): Fix {
  const edits = replaceArgument(directive.tree, address, text);
  return {
    title: `Write server ${text}`,
    safe: true,
    edits: edits.map((edit) => ({ file, edit })),
  };
}

/** Which of them take a value, and what it has to be. */
const PARAMETERS: ReadonlyMap<string, Expectation> = new Map([
  ['weight', KINDS.positive],
  ['max_conns', KINDS.number],
  ['max_fails', KINDS.number],
  ['fail_timeout', KINDS.seconds],
]);

function judgeParameter(placed: Placed, { value, raw, span }: Argument): ConfigProblem | undefined {
  const equals = value.indexOf('=');
  if (equals < 0 || value.includes('$')) return undefined;
  const name = value.slice(0, equals);
  const expected = PARAMETERS.get(name);
  if (expected === undefined || expected.holds(value.slice(equals + 1))) return undefined;
  return {
    at: placed,
    span,
    where: 'server',
    message: `${REFUSED} got ${raw}, expected ${name}= with ${expected.words}.`,
  };
}

/** What is found out while nginx runs has to be known to all workers (since 1.27.3 in nginx itself). */
function judgeResolve(
  { version }: Model,
  upstream: Level,
  placed: Placed,
  { value, span }: Argument,
): ConfigProblem | undefined {
  const { directive, file } = upstream.placed ?? {};
  if (value !== 'resolve' || !isAtLeast(version, '1.27.3')) return undefined;
  if (directive?.block === undefined || file === undefined) return undefined;
  if (upstream.named('zone').length > 0) return undefined;
  const zone = `zone ${directive.args[0]?.value ?? ''} 64k;`;
  const edits = insertFirst(directive.block, zone);
  return {
    at: placed,
    span,
    where: 'server',
    message: `${REFUSED} resolve needs the upstream in shared memory. Add ${zone}`,
    fix: { title: `Add ${zone}`, safe: true, edits: edits.map((edit) => ({ file, edit })) },
  };
}
