import { findHop } from '../hops/index.ts';

/**
 * Hops that speak HTTP to nginx and have no setting for the PROXY protocol. TCP load balancers, HAProxy,
 * Envoy, Caddy, Varnish and nginx itself may send it: only their own configuration tells.
 */
const SPEAK_HTTP: ReadonlySet<string> = new Set([
  'alb',
  'cloudfront',
  'api-gateway',
  'gcp',
  'gcp-classic',
  'azure-front-door',
  'azure-app-gateway',
  'cloudflare',
  'fastly',
  'akamai',
  'heroku',
  'render',
]);

/** Whether a declared hop ends the client's connection, and says who the client is by a header alone. */
export function speaksHttp({ name }: { readonly name: string }): boolean {
  return SPEAK_HTTP.has(findHop(name)?.id ?? '');
}

/** They hand packets on, as a rule with the address of the client. */
const HAND_ON_PACKETS: ReadonlySet<string> = new Set(['nlb', 'ec2', 'azure-lb']);

/** Whether the client's own address may be seen behind a declared hop, without a word of it. */
export function handsOnPackets({ name }: { readonly name: string }): boolean {
  return HAND_ON_PACKETS.has(findHop(name)?.id ?? '');
}
