import type { Limit, Trace } from '../../nginx/model/index.ts';
import { isHandshake } from './handshake.ts';
import type { Row } from './row.ts';
import { placeText } from './shown.ts';
import { subrequestsOf } from './subrequest.ts';

/** Who is asked whether the request may pass, and what may refuse it when there are too many. */
export function limitRows(trace: Trace): Row[] {
  return [...askedRows(trace), ...countedRows(trace)];
}

function askedRows(trace: Trace): Row[] {
  return subrequestsOf(trace)
    .filter((asked) => asked.isHandshake)
    .map(({ at, location }) => ({
      label: 'subrequest',
      mark: '!',
      cells: [
        {
          text: `${at.directive.name} sends the Upgrade, too: if that server answers 101, nginx closes the connection`,
        },
      ],
      place: placeText(location ?? at),
    }));
}

function countedRows(trace: Trace): Row[] {
  return trace.limits.map((limit) => ({
    label: limit.kind,
    mark: limit.kind === 'limit_conn' && isHandshake(trace) ? '!' : undefined,
    cells: [{ text: limitText(limit, isHandshake(trace)) }],
    place: placeText(limit.at),
  }));
}

/** A tunnel counts for as long as it lives; a rate counts its handshake. */
function limitText(limit: Limit, isTunnel: boolean): string {
  const { kind, zone, key, most, burst, status, isDryRun } = limit;
  if (limit.zoneAt === undefined) return `no ${kind}_zone defines ${zone}`;
  const counted = key === '' ? zone : `${zone} (${key})`;
  const beyond = isDryRun ? 'only logged' : String(status);
  if (kind === 'limit_conn') {
    const what = isTunnel ? 'a tunnel counts in' : 'counts in';
    return `${what} ${counted} while it lives; beyond ${most} at once: ${beyond}`;
  }
  const room = burst > 0 ? ` and a burst of ${burst}` : '';
  return `counts in ${counted}; beyond ${most}${room}: ${beyond}`;
}
