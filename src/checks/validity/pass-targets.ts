import type { Model } from '../../nginx/model/index.ts';
import { refusedTarget } from '../../nginx/model/proxy/proxy-target.ts';
import { parseProxyUrl } from '../../nginx/model/upstream/index.ts';
import { type Placed, replaceArgument } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence, Fix } from '../configuration.ts';
import { judgedLevels } from './every-level.ts';
import { REFUSED } from './refused.ts';

/** Addresses in `proxy_pass` that nginx cannot read. */
export function* judgePassTargets(evidence: ConfigurationEvidence): Generator<ConfigProblem> {
  const { model } = evidence;
  const { http, configuration } = model;
  if (http === undefined || !configuration.names.has('proxy_pass')) return;
  const inOrder = new Set<string>();
  for (const level of judgedLevels(evidence)) {
    for (const placed of level.named('proxy_pass')) {
      const url = placed.directive.args[0]?.value ?? '';
      if (inOrder.has(url)) continue;
      const problem = judgeTarget(model, placed);
      if (problem === undefined) inOrder.add(url);
      else yield problem;
    }
  }
}

function judgeTarget(model: Model, placed: Placed): ConfigProblem | undefined {
  const { args } = placed.directive;
  const [argument] = args;
  const error = args.length === 1 ? refusedTarget(model, placed) : undefined;
  if (argument === undefined || error === undefined) return undefined;
  const meant = meantUrl(model, argument.value);
  return {
    at: placed,
    span: argument.span,
    where: 'proxy_pass',
    message: `${REFUSED} got proxy_pass ${argument.raw} (${error}), expected ${EXPECTED} ${cure(argument.value, meant)}`,
    fix: meant === undefined ? undefined : writeUrl(placed, meant),
  };
}

const EXPECTED =
  'http:// or https:// with a host, or with the bare name of an upstream, and a port from 1 to 65535 where one is written.';

function cure(written: string, meant: string | undefined): string {
  if (/^wss?:/i.test(written)) {
    const said = meant === undefined ? 'http:// or https://' : meant;
    return `Write ${said}: a WebSocket begins as a request of HTTP, and the upgrade makes it one.`;
  }
  if (/^grpcs?:/i.test(written))
    return 'A WebSocket needs http:// or https://; gRPC is passed on by grpc_pass.';
  return meant === undefined ? 'Mend the address.' : `Write ${meant}.`;
}

/** The address that must be meant; undefined where that is not plain. */
function meantUrl(model: Model, written: string): string | undefined {
  const url = withScheme(written);
  const read = parseProxyUrl(url);
  if ('error' in read) return undefined;
  const isGroup = model.upstreams?.find(read.host) !== undefined;
  // The servers of an upstream have their own ports.
  const meant = isGroup && read.portText !== undefined ? url.replace(`:${read.portText}`, '') : url;
  return meant === written ? undefined : meant;
}

function withScheme(written: string): string {
  // `ws` and `wss` are to a browser what `http` and `https` are to nginx.
  const socket = /^ws(s?):\/\/(.*)$/is.exec(written);
  if (socket !== null) return `http${socket[1]?.toLowerCase()}://${socket[2]}`;
  // A slash or the colon is missing.
  const slip = /^(https?)(?::\/|\/\/)([^/].*)$/is.exec(written);
  if (slip !== null) return `${slip[1]?.toLowerCase()}://${slip[2]}`;
  // `https:8443` may be a host of that name, and anything with a scheme means that scheme.
  const isBare = BARE.test(written) && !/^[a-z][a-z0-9+.-]*:\/\/|^https?:/i.test(written);
  return isBare ? `http://${written}` : written;
}

/** A socket's path, an IPv6 address, a name with a letter in it, or an IPv4 address. */
const BARE =
  /^(?:unix:\/|\[[0-9a-f:]+\]|[a-z0-9_.-]*[a-z][a-z0-9_.-]*(?:[:/]|$)|\d+(?:\.\d+){3}(?:[:/]|$))/i;

/** Nothing else changes, as nothing ran with the address as it is. */
function writeUrl({ directive, file }: Placed, url: string): Fix | undefined {
  const [argument] = directive.args;
  if (argument === undefined) return undefined;
  const quote = argument.quoted ? argument.raw.charAt(0) : '';
  const edits = replaceArgument(directive.tree, argument, `${quote}${url}${quote}`);
  return { title: `Write ${url}`, safe: true, edits: edits.map((edit) => ({ file, edit })) };
}
