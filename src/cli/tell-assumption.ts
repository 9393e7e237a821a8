import type { KnownNginx } from '../verbs/explain/known-nginx.ts';
import type { Terminal } from './terminal.ts';

/** Tells whose rules hold where nothing says which nginx is meant. */
export function tellAssumption({ by, version }: KnownNginx, terminal: Terminal): void {
  if (by !== 'assumed') return;
  terminal.tell(
    `No nginx is installed here: the rules of ${version} are assumed; --nginx-version names another.`,
  );
}
