export type { StreamConnection, StreamOutcome, StreamServer, StreamTrace } from './stream-trace.ts';
export { type ThroughStream, throughStream } from './through-stream.ts';
export { type StreamOptions, traceStream } from './trace-stream.ts';
