import type { Level } from '../nginx/model/index.ts';
import { readStreamSettings } from '../nginx/model/stream/stream-settings.ts';
import { type Check, live } from './check.ts';
import { onWhole } from './configuration.ts';
import { timeInWords } from './durations.ts';
import { settingEdits } from './fixes/setting.ts';
import { enoughFor, shortness } from './silence.ts';
import { judgeSilence } from './silence-live.ts';
import { isNamedForSockets } from './socket-names.ts';

export const streamTimeout: Check = {
  id: 'stream-timeout',
  severity: 'error',
  title: 'A stream proxy closes a quiet tunnel before the next heartbeat',
  why: 'A stream server passes bytes on and knows of no upgrade: it needs no headers, and closes what was silent in both directions for proxy_timeout, 10 min by default. Make it longer than the heartbeat, with room. proxy_connect_timeout does not matter to what is open.',
  bad: `events {}
stream {
    server {
        listen 443;
        proxy_pass 127.0.0.1:8443;
        proxy_timeout 30s;
    }
}`,
  good: `events {}
stream {
    server {
        listen 443;
        proxy_pass 127.0.0.1:8443;
        proxy_timeout 1h;
    }
}`,
  config: onWhole(function* ({ model, facts }) {
    const servers = model.main.blocks('stream').flatMap((stream) => stream.blocks('server'));
    for (const server of servers) {
      if (!mayCarrySockets(server)) continue;
      const { timeoutMs } = readStreamSettings(server, model.version);
      const short = shortness(timeoutMs.value, facts.heartbeatMs);
      const at = timeoutMs.placed ?? server.placed;
      if (short === undefined || at === undefined) continue;
      const enough = enoughFor(facts.heartbeatMs);
      yield {
        at,
        severity: short.severity,
        where: `stream server ${listensOf(server).join(', ')}`,
        message: `After ${timeInWords(timeoutMs.value)} of silence nginx closes what it passes on here, by proxy_timeout${timeoutMs.placed === undefined ? ', which has its default' : ''}: browsers report 1006. ${short.why} ${short.severity === 'advice' ? 'Otherwise set' : 'Set'} proxy_timeout ${enough}.`,
        fix: {
          title: `Set proxy_timeout ${enough}`,
          safe: true,
          edits: settingEdits(server, 'proxy_timeout', enough),
        },
      };
    }
    return undefined;
  }),
  live: live(['streamSilence'], ({ streamSilence }) =>
    judgeSilence(streamSilence, 'proxy_timeout'),
  ),
};

/** The ports of the web and those that are made of them, as 8080 and 9443 are. */
const WEB_PORT = /(?:^|:)\d*(?:80|443)$/;

/** Stream proxies databases and mail, too; these have ports and names of their own. */
function mayCarrySockets(server: Level): boolean {
  const [pass] = server.named('proxy_pass');
  if (pass === undefined) return false;
  const readsTlsName = server.effective('ssl_preread').at(-1)?.directive.args[0]?.value === 'on';
  const listens = listensOf(server);
  return (
    readsTlsName ||
    listens.some((address) => WEB_PORT.test(address)) ||
    (listens.length > 0 && isNamedForSockets(pass.directive.args[0]?.value ?? ''))
  );
}

/** Where TCP connections come in. */
function listensOf(server: Level): string[] {
  return server
    .named('listen')
    .map(({ directive }) => directive.args.map(({ value }) => value))
    .filter((words) => !words.includes('udp'))
    .map(([address = '']) => address);
}
