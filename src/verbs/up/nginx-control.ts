import type { RunningGateway } from '../../gateway/start-gateway.ts';
import { newestLine, refusalOf } from '../../nginx/process/index.ts';
import type { NginxControl } from '../../probe/site.ts';

/** What the checks ask of the gateway's nginx. */
export function controlOf(gateway: RunningGateway): NginxControl {
  return {
    test: () => gateway.test(),
    reload: async () => refusalOf(await gateway.reload()),
    accessLogLine: (text) => newestLine(gateway.accessLog, text),
  };
}
