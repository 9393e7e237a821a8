import type { Location } from '../nginx/model/index.ts';

/** Where the `proxy_pass` of a location leads, with what its own lines `set` written out. */
export function backendOf({ level }: Location): string {
  const url = level.named('proxy_pass')[0]?.directive.args[0]?.value ?? '';
  const values = new Map(
    level.named('set').map(({ directive: { args } }) => [args[0]?.value, args[1]?.value ?? '']),
  );
  const whole = url.replace(/\$\w+/g, (name) => values.get(name) ?? name);
  return /^https?:\/\/([^/?]+)/i.exec(whole)?.[1] ?? whole;
}
