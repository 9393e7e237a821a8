import { Model } from '../../nginx/model/index.ts';
import { load, objectFiles } from '../../nginx/syntax/index.ts';
import { planListeners, portsNeeded, tcpSockets } from './listen-plan.ts';
import { meantBackends } from './meant-backends.ts';
import { type Sandbox, sandboxOf } from './sandbox.ts';
import type { SandboxNginx } from './sandbox-nginx.ts';

/** A build such as distributions make. */
export const NGINX: SandboxNginx = {
  version: '1.26.3',
  modules: ['http_ssl_module', 'http_v2_module', 'http_realip_module', 'ngx_stream_module'],
  modulesFolder: '/modules',
  configureArguments: [],
};

/** Where it is put: no test writes anything there. */
export const PREFIX = '/runs/run-1';

/** How it differs from what a user gets who asks for nothing. */
export interface RewrittenOptions {
  readonly nginx?: Partial<SandboxNginx>;
  readonly trustsCode?: boolean;
  readonly scale?: number;
}

/** A sandbox, and the text that stands for the main file. */
export interface Rewritten extends Sandbox {
  readonly text: string;
}

/** Rewrites a configuration of texts by file name, `nginx.conf` first; backends are at ports from 50001. */
export function rewritten(
  files: string | Readonly<Record<string, string>>,
  { nginx, trustsCode = false, scale = 1 }: RewrittenOptions = {},
): Rewritten {
  const texts = typeof files === 'string' ? { 'nginx.conf': files } : files;
  const configuration = load('nginx.conf', { files: objectFiles(texts) });
  const model = new Model(configuration, { version: NGINX.version, prefix: '/etc/nginx' });
  const sockets = tcpSockets(model);
  const ports = Array.from({ length: portsNeeded(sockets) }, (_, at) => 20_000 + at);
  const names = [...meantBackends(model, [], []).keys()];
  const sandbox = sandboxOf({
    ...planListeners(sockets, ports),
    ...{
      model,
      prefix: PREFIX,
      scale,
      trustsCode,
      traces: [],
      streams: [],
      guards: new Set(),
      neverGivesUp: false,
      liftsLimits: false,
    },
    nginx: { ...NGINX, ...nginx },
    backends: new Map(names.map((name, at) => [name, 50_001 + at])),
    elsewhere: 50_000,
  });
  return { ...sandbox, text: sandbox.files[0]?.text ?? '' };
}
