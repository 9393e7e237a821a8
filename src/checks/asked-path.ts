import type { Trace } from '../nginx/model/index.ts';
import { parseTarget } from '../nginx/model/uri/index.ts';

/** The path that a client asked for as locations are compared with it, before any line changes it. */
export function askedPath({ request, exchange }: Trace): string {
  const dialect = exchange?.model.uriDialect ?? 'strict';
  const target = parseTarget(request.target, { mergeSlashes: true, dialect });
  return target.ok ? target.uri : request.target;
}
