/** Live evidence over raw sockets: handshakes, tunnels and plain requests, every byte accounted for. */
export type { FrameViolation, FrameViolationCode } from '../websocket/frame-rules.ts';
export type { HandshakeViolationCode } from '../websocket/handshake-response.ts';
export { type HeaderPair, headerHasToken, headerList, headerValues } from '../websocket/header.ts';
export type { Message } from '../websocket/message.ts';
export type { Violation } from '../websocket/violation.ts';
export type { Arrival } from './arrival.ts';
export type { ConnectTimes } from './connection.ts';
export type { Failed, Failure, FailureKind } from './failure.ts';
export { type HandshakeOptions, type HandshakeResult, handshake } from './handshake.ts';
export { HttpExchange, openExchange, type PlainResult } from './http-exchange.ts';
export { bodyText, type HttpResponse } from './http-response.ts';
export { HttpStream, stream } from './http-stream.ts';
export type { LivePath } from './live-path.ts';
export {
  ManyTunnels,
  type ManyTunnelsOptions,
  type ManyTunnelsReport,
  openManyTunnels,
  type ProbeAlive,
  type UnopenedTunnel,
} from './many-tunnels.ts';
export type { PlainRequest } from './plain-request.ts';
export { freshProbeId, mark, USER_AGENT } from './probe-id.ts';
export type { HeadProblemCode, ResponseHead } from './response-head.ts';
export { type Nothing, Tunnel, type TunnelOptions, type Wait } from './tunnel.ts';
export type { TunnelEnd } from './tunnel-end.ts';
