import { type Directive, nameOf } from './directive-tree.ts';
import type { GeneratedRequest } from './generate-request.ts';

/** A configuration and a request that may be smaller and still differ. */
export interface Candidate {
  readonly body: readonly Directive[];
  readonly request: GeneratedRequest;
}

/** Without these it would not run, or would run where it should not: on port 80, in system folders. */
const KEPT: ReadonlySet<string> = new Set([
  ...['user', 'pid', 'error_log', 'worker_processes', 'events', 'worker_connections', 'http'],
  ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((module) => `${module}_temp_path`),
  'listen',
]);

/** The configuration without one directive, each in turn, outer ones before what is in them. */
export function* removals({ body, request }: Candidate): Iterable<Candidate> {
  const remove = (directive: Directive) => (KEPT.has(nameOf(directive)) ? undefined : []);
  for (const changed of changedBodies(body, remove)) yield { body: changed, request };
}

/** The configuration with one include replaced by what it brings, each in turn. */
export function* inlinings({ body, request }: Candidate): Iterable<Candidate> {
  const inline = ({ files }: Directive) => files?.flatMap((file) => file.body);
  for (const changed of changedBodies(body, inline)) yield { body: changed, request };
}

/** The request with less in it. */
export function* smallerRequests({ body, request }: Candidate): Iterable<Candidate> {
  const { headers, target } = request;
  for (const [index] of headers.entries()) {
    yield { body, request: { ...request, headers: headers.toSpliced(index, 1) } };
  }
  if (target.includes('?')) {
    yield { body, request: { ...request, target: target.replace(/\?.*/, '') } };
  }
  if (request.client !== '127.0.0.1') yield { body, request: { ...request, client: '127.0.0.1' } };
}

/** The body with one directive replaced; those for which there is no replacement stay. */
function* changedBodies(
  body: readonly Directive[],
  replace: (directive: Directive) => readonly Directive[] | undefined,
): Iterable<readonly Directive[]> {
  for (const [index, directive] of body.entries()) {
    const by = replace(directive);
    if (by) yield body.toSpliced(index, 1, ...by);
    for (const inner of changedBodies(directive.block ?? [], replace)) {
      yield body.with(index, { ...directive, block: inner });
    }
    for (const [at, file] of (directive.files ?? []).entries()) {
      for (const inner of changedBodies(file.body, replace)) {
        const files = (directive.files ?? []).with(at, { ...file, body: inner });
        yield body.with(index, { ...directive, files });
      }
    }
  }
}
