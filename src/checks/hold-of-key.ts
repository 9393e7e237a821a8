/** What a node is chosen by: the client, each request anew, or a session id that comes too late. */
export type Hold = 'client' | 'request' | 'session' | 'unknown';

/** What a text with variables keeps together, where nodes are chosen by its hash. */
export function holdOfKey(key: string): Hold {
  const hasClient = /\$\{?(?:binary_)?remote_addr\b|\$\{?cookie_|\$\{?realip_remote_addr\b/.test(
    key,
  );
  const perRequest = /\$\{?(?:request_uri|args|query_string|remote_port|request_id)\b/;
  if (hasClient) return perRequest.test(key) ? 'request' : 'client';
  if (/\$\{?arg_(?:sid|id|session)/.test(key)) return 'session';
  return perRequest.test(key) || /\$\{?(?:connection|msec)\b/.test(key) ? 'request' : 'unknown';
}
