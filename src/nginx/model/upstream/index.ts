export { type Endpoint, parseUrl, type UrlError } from './parse-url.ts';
export { type ProxyUrl, parseProxyUrl } from './proxy-url.ts';
export type { Upstream } from './upstream.ts';
export type { UpstreamServer } from './upstream-server.ts';
export { Upstreams } from './upstreams.ts';
