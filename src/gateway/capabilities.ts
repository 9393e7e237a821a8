import { compareVersions } from '../nginx/process/index.ts';

/** What of the gateway's needs an nginx has; where it lacks one, the configuration does without. */
export interface Capabilities {
  readonly version: string;
  /** `sticky cookie` in an upstream. */
  readonly sticky: boolean;
  /** `$is_request_port` and `$request_port`. */
  readonly requestPort: boolean;
  /** How HTTP/2 is switched on, where this nginx was built with it. */
  readonly http2: 'directive' | 'listen' | undefined;
  /** `set_real_ip_from`. */
  readonly realIp: boolean;
  /** Modules that make a folder for temporary files when nginx starts. */
  readonly tempPaths: readonly string[];
}

/** What is known of an nginx binary: its version and its `configure` arguments (`nginx -V`). */
export interface NginxBuild {
  readonly version: string;
  readonly configureArguments: readonly string[];
}

/** Versions that brought what the gateway uses (nginx's CHANGES). */
const SINCE = {
  sticky: '1.29.6',
  requestPort: '1.29.3',
  http2Directive: '1.25.1',
} as const;

const TEMP_MODULES = ['fastcgi', 'uwsgi', 'scgi'] as const;

/** Judges a build by its version and by what it was configured with or without. */
export function capabilitiesOf({ version, configureArguments }: NginxBuild): Capabilities {
  const built = new Set(configureArguments);
  const has = (module: string) => !built.has(`--without-http_${module}_module`);
  return {
    version,
    sticky: atLeast(version, SINCE.sticky) && has('upstream_sticky'),
    requestPort: atLeast(version, SINCE.requestPort),
    http2: http2(version, built),
    realIp: built.has('--with-http_realip_module'),
    tempPaths: ['client_body', 'proxy', ...TEMP_MODULES.filter(has)],
  };
}

function atLeast(version: string, since: string): boolean {
  return compareVersions(version, since) >= 0;
}

function http2(version: string, built: ReadonlySet<string>): Capabilities['http2'] {
  if (!built.has('--with-http_v2_module')) return undefined;
  return atLeast(version, SINCE.http2Directive) ? 'directive' : 'listen';
}
