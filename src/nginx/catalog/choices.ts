import { isAtLeast } from './version.ts';

/** Words of which a directive takes one, or several, in any case. */
export interface Choices {
  readonly words: readonly string[];
  readonly several: boolean;
}

/**
 * The words that a directive takes in a version, by the tables beside the commands of nginx's source
 * (`ngx_conf_enum_t`, `ngx_conf_bitmask_t` of ngx_http_proxy_module.c, ngx_http_core_module.c).
 * Undefined where they are not known here.
 */
export function choicesOf(name: string, version: string): Choices | undefined {
  const found = CHOICES[name];
  if (found === undefined) return undefined;
  const words = found.words.split(' ').flatMap((word) => {
    const [text = '', since] = word.split('@');
    return since === undefined || isAtLeast(version, since) ? text : [];
  });
  return { words, several: found.several };
}

/** `2@1.29.4` has come with that version. */
const CHOICES: Readonly<Record<string, { readonly words: string; readonly several: boolean }>> = {
  proxy_http_version: { words: '1.0 1.1 2@1.29.4', several: false },
  proxy_next_upstream: {
    words:
      'error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off',
    several: true,
  },
  gzip_http_version: { words: '1.0 1.1', several: false },
  satisfy: { words: 'all any', several: false },
};
