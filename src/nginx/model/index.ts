/** What a configuration means: which server and location serve a request, and what is sent upstream. */
export { addressRules } from './access/address-rule.ts';
export type { AddedHeader, Answer } from './answer.ts';
export type { Arrival } from './arrival.ts';
export type { Exchange } from './exchange.ts';
export { type FileFacts, type FileKind, noFileFacts } from './file-facts.ts';
export { decidesAccess, mayChangeRequest } from './foreign-lines.ts';
export { guardsBut, letIn, withoutOrigin, withoutPass } from './let-in.ts';
export { Level } from './level.ts';
export type { Limit } from './limits.ts';
export {
  http2OnlyLine,
  Listeners,
  listenAddresses,
  type ServerBlock,
  type ServerChoice,
  type Socket,
  tlsLine,
} from './listen/index.ts';
export { type Location, type LocationKind, Locations, passesOn } from './locations.ts';
export { Model, type ModelOptions } from './model.ts';
export { nextHop, nextHops, ownSocket } from './next-hop.ts';
export type { Outcome } from './outcome.ts';
export type { Passing } from './proxy/passing.ts';
export type { UpstreamHeader } from './proxy/upstream-headers.ts';
export type { UpstreamRequest } from './proxy/upstream-request.ts';
export type { RequestHeader, TraceRequest } from './request.ts';
export { readTime } from './sizes.ts';
export type { Loser, Step, StepKind } from './steps.ts';
export {
  type StreamConnection,
  type StreamOptions,
  type StreamOutcome,
  type StreamServer,
  type StreamTrace,
  type ThroughStream,
  throughStream,
  traceStream,
} from './stream/index.ts';
export { hasVariables, parseTemplate } from './template.ts';
export { type Trace, trace } from './trace.ts';
export type { Setting, Timeouts, TunnelCost } from './tunnel.ts';
export { unrewritten } from './unrewritten.ts';
export { type Endpoint, parseUrl, type Upstream, type UpstreamServer } from './upstream/index.ts';
export type { Unknown, Value } from './value.ts';
export { variablesBehind } from './variables/variables-behind.ts';
