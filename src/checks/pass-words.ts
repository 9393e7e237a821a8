/** What a `*_pass` other than `proxy_pass` speaks. */
export function protocolOf(pass: string): string {
  return PROTOCOLS[pass] ?? 'another protocol';
}

/** What comes of a handshake that is passed on by it. */
export function consequenceOf(pass: string): string {
  return CONSEQUENCE[pass] ?? 'so there is no 101';
}

const PROTOCOLS: Readonly<Record<string, string | undefined>> = {
  fastcgi_pass: 'FastCGI',
  uwsgi_pass: 'the uwsgi protocol',
  scgi_pass: 'SCGI',
  grpc_pass: 'gRPC over HTTP/2',
  memcached_pass: 'to memcached',
  tunnel_pass: 'to what CONNECT names',
};

const CONSEQUENCE: Readonly<Record<string, string | undefined>> = {
  fastcgi_pass: 'which has no upgrade',
  grpc_pass: 'which has no upgrade in nginx',
  uwsgi_pass: 'which no WebSocket server reads but uWSGI itself',
  scgi_pass: 'which a WebSocket server does not read',
};
