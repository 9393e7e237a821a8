import type { Fix, SocketPath } from '../configuration.ts';
import { deferredFix } from './deferred-fix.ts';
import { headerLevel } from './place.ts';
import { insertedBehind } from './setting.ts';

/**
 * Lets a header of the upstream through to the client in the location of a path, whatever hides it
 * there or around it: `proxy_pass_header` goes before `proxy_hide_header`. Undefined where no location
 * is in charge.
 */
export function passedHeaderFix(path: SocketPath, title: string, name: string): Fix | undefined {
  const level = headerLevel(path);
  if (level === undefined) return undefined;
  return deferredFix(
    title,
    () => true,
    () => {
      const own = level.named('proxy_pass_header');
      // One line of its own drops those that the location takes over.
      const takenOver = own.length > 0 ? [] : level.effective('proxy_pass_header');
      const names = takenOver.map(({ directive }) => directive.args[0]?.raw ?? name);
      const behind = own.at(-1) ?? level.last('proxy_pass');
      return [...names, name].flatMap((one) =>
        insertedBehind(level, behind, `proxy_pass_header ${one};`),
      );
    },
  );
}
