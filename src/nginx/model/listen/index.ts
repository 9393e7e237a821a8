export {
  defaultChoice,
  type ServerChoice,
} from './choose-server.ts';
export type { SocketChoice, TakenConnection } from './choose-socket.ts';
export { normalizeHost } from './host.ts';
export { Listeners } from './listeners.ts';
export { lostServers, lostSockets } from './lost.ts';
export { listenAddresses } from './read-sockets.ts';
export type { ServerBlock } from './server-block.ts';
export { primaryName } from './server-name.ts';
export type { Socket } from './socket.ts';
export {
  chooseRequestServer,
  chooseTlsServer,
  http2OnlyLine,
  type RequestServer,
  type TlsServer,
  tlsLine,
} from './tls.ts';
