import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { isFlagOn } from '../flags.ts';
import { internalRedirect, namedLocation } from '../internal-redirect.ts';
import { type Next, type StatusNext, undecided } from '../outcome.ts';
import { sentLocation } from '../redirects.ts';
import type { Value } from '../value.ts';

/** Statuses that nginx uses inside only, and sends as 400. */
const SENT_AS_400: ReadonlySet<number> = new Set([494, 495, 496, 497]);

/** A redirect keeps these statuses where `error_page` sets them; any other becomes 302. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What an error or a redirect is answered with (`ngx_http_special_response_handler`). */
export function answerStatus(exchange: Exchange, end: StatusNext): Next {
  const { level } = exchange;
  exchange.errorStatus = end.status;
  const page = exchange.inErrorPage ? undefined : pageFor(exchange, end.status);
  if (page !== undefined && exchange.uriChanges !== 0) {
    if (!isFlagOn(level, 'recursive_error_pages', false)) exchange.inErrorPage = true;
    return followPage(exchange, page, end);
  }
  return finish(exchange, end, end.redirect);
}

function finish(exchange: Exchange, end: StatusNext, redirect?: Value): Next {
  const code = SENT_AS_400.has(end.status) ? 400 : exchange.errorStatus;
  return {
    next: 'finish',
    outcome: {
      kind: 'response',
      status: code,
      redirect: redirect && sentLocation(exchange, redirect),
      why: end.why,
      at: end.at,
    },
  };
}

interface ErrorPage {
  readonly line: Placed;
  readonly target: string;
  /** Undefined where the status stays; 0 where that of the page is taken. */
  readonly overwrite: number | undefined;
}

/** `error_page code … [=[response]] uri;`: the first line of the list that names the status. */
function pageFor({ level }: Exchange, code: number): ErrorPage | undefined {
  for (const line of level.effective('error_page')) {
    const words = line.directive.args.map(({ value }) => value);
    const target = words.pop() ?? '';
    const response = words.at(-1)?.startsWith('=') ? words.pop() : undefined;
    if (!words.some((word) => Number(word) === code)) continue;
    const overwrite = response === undefined ? undefined : Number(response.slice(1));
    return { line, target, overwrite };
  }
  return undefined;
}

function followPage(
  exchange: Exchange,
  { line, target, overwrite }: ErrorPage,
  end: StatusNext,
): Next {
  const implied = SENT_AS_400.has(end.status) ? 400 : undefined;
  const override = overwrite ?? implied;
  if (override !== undefined) exchange.errorStatus = override;
  const uri = exchange.evaluate(target, line);
  if (uri.text === undefined) return undecided(uri.unknown);
  // Where no page follows, the outcome tells of it.
  const name = end.at?.directive.name;
  if (name === 'return') exchange.tell({ kind: 'rewrite', text: end.why, at: end.at });
  if (name === 'proxy_pass') exchange.tell({ kind: 'handler', text: end.why, at: end.at });
  exchange.tell({ kind: 'error-page', text: `${end.status} goes on to ${uri.text}`, at: line });
  if (uri.text.startsWith('/')) {
    if (exchange.method !== 'HEAD') exchange.changeMethod('GET');
    return internalRedirect(exchange, uri.text, line);
  }
  if (uri.text.startsWith('@')) return namedLocation(exchange, uri.text, line);
  if (!REDIRECTS.has(override ?? 0)) exchange.errorStatus = 302;
  return finish(exchange, { ...end, status: exchange.errorStatus, at: line }, uri);
}
