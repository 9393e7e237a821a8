import type { Trace } from '../../nginx/model/index.ts';
import { isHandshake } from './handshake.ts';
import type { Row } from './row.ts';
import { placeText } from './shown.ts';
import { subrequestsOf } from './subrequest.ts';

/** Who is asked whether the request may pass, and what may refuse it when there are too many. */
export function limitRows(trace: Trace): Row[] {
  return [...askedRows(trace), ...connectionRows(trace)];
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

/** `limit_conn`: a tunnel counts for as long as it lives. */
function connectionRows(trace: Trace): Row[] {
  const { exchange } = trace;
  if (exchange === undefined || !isHandshake(trace)) return [];
  const set = exchange.level.effective('limit_conn_status').at(-1);
  const status = set?.directive.args[0]?.value ?? '503';
  return exchange.level.effective('limit_conn').map((line) => {
    const [zone = '', count = ''] = line.directive.args.map(({ value }) => value);
    const text = `a tunnel counts in ${zone} while it lives; beyond ${count} at once: ${status}`;
    return { label: 'limit_conn', mark: '!', cells: [{ text }], place: placeText(line) };
  });
}
