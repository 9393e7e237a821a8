import { type Endpoint, parseUrl, type UrlError } from './parse-url.ts';

/** What `proxy_pass` of http names. */
export interface ProxyUrl extends Endpoint {
  readonly scheme: 'http' | 'https';
  /** `$proxy_host`: the host with its port, unless that is the scheme's own; `localhost` for a unix socket. */
  readonly proxyHost: string;
  /** `$proxy_port`; empty for a unix socket. */
  readonly proxyPort: string;
}

/** Reads the argument of `proxy_pass`, once its variables are filled in. */
export function parseProxyUrl(text: string): ProxyUrl | UrlError {
  const scheme = /^https?:\/\//i.exec(text)?.[0];
  if (scheme === undefined) return { error: 'invalid URL prefix' };
  const isSecure = scheme.length === 'https://'.length;
  const defaultPort = isSecure ? 443 : 80;
  const endpoint = parseUrl(text.slice(scheme.length), { defaultPort, takesUri: true });
  if ('error' in endpoint) return endpoint;
  const { kind, host, port, portText, uri } = endpoint;
  const { proxyHost, proxyPort } = hostVariables(endpoint, defaultPort);
  return {
    kind,
    host,
    port,
    portText,
    uri,
    scheme: isSecure ? 'https' : 'http',
    proxyHost,
    proxyPort,
  };
}

/** As `ngx_http_proxy_set_vars` of nginx's `src/http/modules/ngx_http_proxy_module.c`. */
function hostVariables({ kind, host, port, portText }: Endpoint, defaultPort: number) {
  if (kind === 'unix') return { proxyHost: 'localhost', proxyPort: '' };
  if (portText === undefined || port === defaultPort) {
    return { proxyHost: host, proxyPort: String(defaultPort) };
  }
  return { proxyHost: `${host}:${portText}`, proxyPort: portText };
}
