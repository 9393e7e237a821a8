import { resolve } from 'node:path';
import { capabilitiesOf, type NginxBuild } from '../gateway/capabilities.ts';
import { readConfigFile } from '../gateway/config-file.ts';
import type { Deployment } from '../gateway/deployment.ts';
import type { Layout } from '../gateway/layout.ts';
import { resolveDeployment } from '../gateway/resolve-deployment.ts';
import { SettingError } from '../gateway/setting-error.ts';
import type { ListenSettings, Settings } from '../gateway/settings.ts';
import { workerUser } from '../gateway/worker-user.ts';
import { writeConfiguration } from '../gateway/write-configuration.ts';
import { type Environment, findNginx, isVersion } from '../nginx/process/index.ts';

/** What is written, and for which nginx. */
export interface InitOptions {
  /** Settings that go before those of the file. */
  readonly settings?: Settings;
  /** The file of settings; the first `fairlead.config.*` in `folder` if left out. */
  readonly configFile?: string | undefined;
  readonly folder?: string;
  /** A path or version of nginx; the one on this machine if left out. */
  readonly nginx?: string | undefined;
  readonly environment?: Environment;
}

/** A configuration, and what it was written for. */
export interface Init {
  /** The text of `nginx.conf`. */
  readonly text: string;
  /** The oldest nginx that takes it. */
  readonly nginx: string;
}

/** The oldest version that Fairlead knows; what it takes, newer ones take too. */
const OLDEST = '1.18.0';
/** What every distribution builds in. */
const USUAL_MODULES = ['--with-http_v2_module', '--with-http_realip_module'];

/** Writes the configuration of a deployment as text, for a service that the system starts. */
export async function init(options: InitOptions = {}): Promise<Init> {
  const { configFile, folder = process.cwd() } = options;
  const settings = { ...(await readConfigFile(configFile, folder)), ...options.settings };
  const deployment = resolveDeployment({ listen: defaultListen(settings), ...settings });
  const build = await buildOf(options);
  const layout = await systemLayout(deployment, folder);
  const text = writeConfiguration({ deployment, capabilities: capabilitiesOf(build), layout });
  return { text, nginx: build.version };
}

function defaultListen({ tls }: Settings): ListenSettings {
  return tls === 'none' ? { http: '0.0.0.0:80' } : { https: '0.0.0.0:443' };
}

async function buildOf({ nginx, environment = process.env }: InitOptions): Promise<NginxBuild> {
  // A version need not be here: the configuration may be for another machine.
  if (nginx !== undefined && isVersion(nginx)) {
    return { version: nginx, configureArguments: USUAL_MODULES };
  }
  const found = await findNginx({ wanted: nginx, environment });
  return found ?? { version: OLDEST, configureArguments: USUAL_MODULES };
}

async function systemLayout({ tls, logs }: Deployment, folder: string): Promise<Layout> {
  if (tls.kind === 'development') {
    throw new SettingError(
      'tls',
      'development',
      'two PEM files (--tls cert.pem,key.pem) or "none": what is written outlives a development certificate',
    );
  }
  return {
    pid: '/run/nginx.pid',
    logs: logs.folder === undefined ? '/var/log/nginx' : resolve(folder, logs.folder),
    supervisedErrorLog: undefined,
    temp: undefined,
    statusSocket: undefined,
    certificate:
      tls.kind === 'files'
        ? { certificate: resolve(folder, tls.certificate), key: resolve(folder, tls.key) }
        : undefined,
    user: await workerUser(),
  };
}
