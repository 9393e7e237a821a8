import {
  decidesAccess,
  mayChangeRequest,
  nextHop,
  type Outcome,
  type Passing,
  type Trace,
} from '../../nginx/model/index.ts';
import type { Tone } from '../paint.ts';
import { isHandshake, viewHandshake } from './handshake.ts';
import { durationText, placeText, shown, shownValue } from './shown.ts';
import { subrequestsOf } from './subrequest.ts';

/** What the client will see, in a sentence without a full stop. */
export interface OutcomeSentence {
  readonly text: string;
  readonly tone: Extract<Tone, 'good' | 'bad' | 'warn'>;
}

/** `hint` says what to ask instead where nothing takes the connection. */
export function outcomeSentence(trace: Trace, hint?: string, hops = 0): OutcomeSentence {
  const { outcome, passing, arrival } = trace;
  if (outcome.kind === 'unreachable') {
    const why = lowerFirst(outcome.why.replace(/\.$/, ''));
    return bad(hint === undefined ? `no answer: ${why}` : `no answer: ${why}; ${hint}`);
  }
  const isPassed = passing !== undefined && outcome.kind === 'proxy';
  const end = isPassed ? passed(trace, passing, hops) : own(trace);
  const conditions = [
    ...(arrival.taken?.socket?.proxyProtocol ? ['if it comes with a PROXY protocol header'] : []),
    ...foreignConditions(trace),
  ];
  if (conditions.length === 0) return end;
  return { ...end, text: `${conditions.join(', and ')}: ${end.text}` };
}

/** What decides by itself whether the request may pass, or what becomes of it. */
function foreignConditions(trace: Trace): string[] {
  const names = new Set(trace.unknowns.flatMap(({ at }) => at?.directive.name ?? []));
  const isCarried = subrequestsOf(trace).some(({ isHandshake: carries }) => carries);
  return [...names].flatMap((name) => {
    if (decidesAccess(name)) {
      const without = isCarried && name === 'auth_request' ? ' without a 101 of its own' : '';
      return [`if ${name} lets it pass${without}`];
    }
    return mayChangeRequest(name) ? [`unless ${name} does otherwise`] : [];
  });
}

/** Nobody means a request to come through one nginx more often. */
const MOST_HOPS = 5;

function passed(trace: Trace, passing: Passing, hops: number): OutcomeSentence {
  const { request, line } = passing;
  if (request === undefined) {
    const { name } = line.directive;
    return isHandshake(trace)
      ? bad(`${name} carries no WebSocket: the backend's answer, but no 101`)
      : good(`what the backend of ${name} answers`);
  }
  return isHandshake(trace) ? handshake(trace, passing, hops) : plain(trace, passing);
}

function handshake(trace: Trace, { request }: Passing, hops: number): OutcomeSentence {
  if (request === undefined) return bad('nothing is sent');
  const view = viewHandshake(request);
  if (view.kind === 'unknown') {
    return warn(`not known: it depends on ${view.unknown.what}, and ${view.unknown.why}`);
  }
  if (view.kind === 'broken') {
    return bad(`the backend sees ${view.says}; it will answer ${view.answers}, not 101`);
  }
  return spoiltAnswer(trace) ?? upgraded(trace, hops);
}

/** A 101 that the browser does not get as such. */
function spoiltAnswer({ answer }: Trace): OutcomeSentence | undefined {
  const hidden = answer?.hidden.find((line) =>
    /^(upgrade|sec-websocket-accept)$/i.test(line.directive.args[0]?.value ?? ''),
  );
  if (hidden !== undefined) {
    const name = hidden.directive.args[0]?.value ?? '';
    return bad(`101 without ${name}, which ${placeText(hidden)} hides: the browser gives up`);
  }
  if (answer?.status === undefined) return undefined;
  return bad(`the status of the backend's 101 becomes ${answer.status}, by error_page without "="`);
}

/** A tunnel, unless this nginx is the backend too and has something against it. */
function upgraded(trace: Trace, hops: number): OutcomeSentence {
  if (hops === MOST_HOPS) {
    return bad(
      '500, once this nginx, which sends it to itself in a circle, has no connection left',
    );
  }
  const next = nextHop(trace);
  const further = next && outcomeSentence(next, undefined, hops + 1);
  if (further !== undefined && hops > 0) return further;
  if (further !== undefined && further.tone !== 'good') {
    return { ...further, text: `from this nginx again, to which it is sent: ${further.text}` };
  }
  // The hop with the shorter patience ends a tunnel for both.
  const [read] = [trace.timeouts?.read, next?.timeouts?.read]
    .filter((one) => one !== undefined)
    .toSorted((a, b) => a.ms - b.ms);
  if (read === undefined) return good('101');
  const limit = `${durationText(read.ms)}${read.at ? '' : ' (default)'}`;
  const alive = `101, and alive until it is silent both ways for ${limit}, then 1006`;
  return good(alive + foreignHost(trace));
}

/** A backend may compare `Origin` with `Host`: it then sees a page of another site. */
function foreignHost({ request, passing }: Trace): string {
  const origin = request.headers.find(({ name }) => name.toLowerCase() === 'origin')?.value;
  const host = passing?.request?.headers.find(({ name }) => name.toLowerCase() === 'host')?.value;
  const site = origin?.replace(/^\w+:\/\//, '');
  if (site === undefined || host?.text === undefined) return '';
  if (site.toLowerCase() === host.text.toLowerCase()) return '';
  return '; 403 from a backend that compares Origin with Host';
}

function plain({ timeouts }: Trace, { request }: Passing): OutcomeSentence {
  const isStray = request?.headers.some(
    ({ name, value }) =>
      name.toLowerCase() === 'connection' && /\bupgrade\b/i.test(value.text ?? ''),
  );
  if (isStray) {
    return warn(
      "the backend's answer, 400 from some: a plain request comes to it with Connection: upgrade",
    );
  }
  const read = timeouts?.read;
  const wait = read ? `; 504 once it has sent nothing for ${durationText(read.ms)}` : '';
  return good(`the backend's answer${wait}`);
}

/** nginx answers by itself. */
function own(trace: Trace): OutcomeSentence {
  const { outcome } = trace;
  const not = isHandshake(trace) ? ', not 101' : '';
  if (outcome.kind === 'unknown') {
    const { what, why, at } = outcome.unknown;
    return warn(`not known: ${what}${at ? ` (${placeText(at)})` : ''}: ${why}`);
  }
  if (outcome.kind === 'file') return file(outcome, not);
  if (outcome.kind !== 'response') return bad('nothing');
  const { status, redirect, why } = outcome;
  if (status === 444) return bad('nginx closes the connection without an answer');
  if (redirect !== undefined) {
    const target = `${status} to ${shownValue(redirect)}`;
    return not === ''
      ? good(target)
      : bad(`${target}, which a browser does not follow for a WebSocket: 1006`);
  }
  const says = `${status} from nginx itself${not}: ${shown(why)}`;
  return status >= 400 || not !== '' ? bad(says) : good(says);
}

function file({ path, status }: Extract<Outcome, { kind: 'file' }>, not: string): OutcomeSentence {
  const name = shownValue(path);
  if (status === undefined) {
    return warn(`the file ${name}${not}; 404 if it is not there`);
  }
  const says = `${status} with the file ${name}${not}`;
  return not === '' ? good(says) : bad(says);
}

function good(text: string): OutcomeSentence {
  return { text, tone: 'good' };
}

function bad(text: string): OutcomeSentence {
  return { text, tone: 'bad' };
}

function warn(text: string): OutcomeSentence {
  return { text, tone: 'warn' };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
