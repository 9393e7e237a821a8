import type { UriEvidence } from '../probe/lab-evidence.ts';
import { type LiveRule, live, type Problem } from './check.ts';

/** What became of paths on their way to the backend. A prefix that is changed as a whole is meant so. */
export const uriRewriteLive: LiveRule = live(['uri'], function* ({ uri: { attempts } }) {
  const faults = attempts.flatMap((attempt) => {
    const fault = faultOf(attempt);
    return fault === undefined ? [] : [{ ...attempt, fault }];
  });
  // What goes wrong with the path itself goes wrong below it, too.
  const [first] = faults;
  if (first !== undefined) yield problem(first);
  return attempts.map(({ sent, arrived }) => `${sent} arrives as ${arrived ?? '—'}`).join(', ');
});

type Attempt = UriEvidence['attempts'][number];

function problem({ sent, arrived, fault, isAsked }: Attempt & { readonly fault: string }): Problem {
  const message = `The backend answers 404 or 400: ${sent} arrives as ${arrived === '' ? 'an empty path' : arrived}, ${fault}`;
  return isAsked ? { message } : { severity: 'warning', message };
}

const BOTH_OR_NEITHER =
  'Let the location and the path of proxy_pass both end with a slash, or neither.';

function faultOf({ sent, arrived, isAsked, isQueryLost }: Attempt): string | undefined {
  if (arrived === null) return undefined;
  if (!arrived.startsWith('/'))
    return 'without the slash at its start. End the path of proxy_pass with one.';
  if (arrived.includes('//') && !sent.includes('//')) {
    return `with a doubled slash. ${BOTH_OR_NEITHER}`;
  }
  if (isGlued(sent, arrived, isAsked)) {
    return `as a slash is lost where the two are joined. ${BOTH_OR_NEITHER}`;
  }
  if (isQueryLost) {
    return 'without its query: the session or token in it is lost. Where proxy_pass holds a variable, add $is_args$args.';
  }
  // Socket.IO's servers listen on /socket.io/, unless they are told otherwise.
  if (isAsked && sent.includes('/socket.io') && !arrived.includes('socket.io')) {
    return 'and a Socket.IO server listens on /socket.io/ unless it is told otherwise. Leave the path of proxy_pass away.';
  }
  return undefined;
}

/**
 * Whether the last part of the path has run into the one before. A path of one part may have been
 * given another name (`/ws` as `/appws`); one that we made up has none but ours.
 */
function isGlued(sent: string, arrived: string, isAsked: boolean): boolean {
  const parts = sent.split('/').filter((part) => part !== '');
  const last = parts.at(-1);
  if (last === undefined || !sent.endsWith(last) || !arrived.endsWith(last)) return false;
  if (isAsked && parts.length < 2) return false;
  return /[a-z\d]$/i.test(arrived.slice(0, -last.length));
}
