import type { LiveRule } from '../checks/index.ts';

/** What a live rule looks at, for people. */
export const EVIDENCE_WORDS: Readonly<Record<LiveRule['needs'][number], string>> = {
  configTest: 'what nginx -t says',
  handshake: 'a handshake',
  slashless: 'a handshake without the trailing slash',
  delivery: 'what of it reaches the backend',
  arrival: 'what of it reaches the backend',
  plain: 'plain requests to the same place',
  forgedIdentity: 'a request that lies about who the client is',
  absoluteForm: 'a request that names another host in its first line',
  smuggling: 'upgrades to something else than websocket',
  foreignOrigin: 'a handshake from a foreign origin',
  stream: 'pushes over plain HTTP',
  affinity: 'clients that come back',
  reload: 'tunnels through a reload',
  deadBackend: 'a backend that takes no connection',
  accessLog: 'the access log',
  silence: 'a tunnel that is silent',
};
