import { isAtLeast } from './version.ts';

/** Words that a directive takes, in any case. */
export interface Choices {
  readonly words: readonly string[];
}

/**
 * The words that a directive takes in a version, by the tables beside the commands of nginx's source
 * (`ngx_conf_enum_t`, `ngx_conf_bitmask_t` of ngx_http_proxy_module.c, ngx_http_core_module.c).
 * Undefined where they are not known here.
 */
export function choicesOf(name: string, version: string): Choices | undefined {
  const found = CHOICES[name];
  if (found === undefined) return undefined;
  const words = found.split(' ').flatMap((word) => {
    const [text = '', since] = word.split('@');
    return since === undefined || isAtLeast(version, since) ? text : [];
  });
  return { words };
}

/** `2@1.29.4` has come with that version. */
const CHOICES: Readonly<Record<string, string>> = {
  proxy_http_version: '1.0 1.1 2@1.29.4',
  proxy_next_upstream:
    'error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off',
  gzip_http_version: '1.0 1.1',
  satisfy: 'all any',
};
