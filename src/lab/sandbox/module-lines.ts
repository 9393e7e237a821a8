import { formsOf, MEASURED_VERSIONS, unmeasuredModule } from '../../nginx/catalog/index.ts';
import { compareVersions } from '../../nginx/process/index.ts';
import type { Line } from './line.ts';
import { type LoadedModules, type ModuleChoice, runsModule } from './loaded-modules.ts';
import type { Rewriting } from './rewriting.ts';
import { hasForeignModules, hasModule, type SandboxNginx } from './sandbox-nginx.ts';

/** Lines that run a program which is in none of the files: Perl is a module of nginx's own. */
const PERL = /^perl(?:_|$)/;

/** Blocks beside http and stream, in which no WebSocket goes. */
const OTHER_SERVERS: ReadonlySet<string> = new Set(['mail', 'rtmp', 'mgmt', 'wasm']);

/** What modules are there, and which of others may run. */
export interface ModuleContext extends Pick<ModuleChoice, 'nginx' | 'trustsCode'> {
  readonly loaded: LoadedModules;
}

/**
 * Leaves out what this nginx lacks, and what is not nginx's own: code of a module is not run, unless
 * the user trusts it. False where a line is nginx's own and it has its module.
 */
export function rewriteModuleLine(line: Line, into: Rewriting, context: ModuleContext): boolean {
  const { name } = line.directive;
  if (OTHER_SERVERS.has(name)) {
    into.giveUp(line, `What stands in ${name} is not run.`);
    return true;
  }
  const why = whyNot(line, context);
  if (why === undefined) return false;
  into.giveUp(line, `${name} is left out: ${why}.`);
  return true;
}

/** Why a directive cannot be run or must not; undefined where it can. */
function whyNot(line: Line, context: ModuleContext): string | undefined {
  const { name } = line.directive;
  const { nginx, trustsCode, loaded } = context;
  const foreign = foreignModule(name);
  if (foreign !== undefined) {
    if (runsModule(foreign.module, loaded, context)) return undefined;
    if (trustsCode && !foreign.isMeasured) return undefined;
    const what = `it belongs to ${foreign.module}`;
    if (trustsCode) return `${what}, which nginx ${nginx.version} as it is here lacks`;
    return `${what}, and code of others is not run`;
  }
  if (isKnown(name)) return missingModule(line, nginx);
  // An nginx that surely does not know it either is left to say so.
  const isSure = !hasForeignModules(nginx) && isMeasured(nginx.version);
  return isSure || trustsCode ? undefined : 'nobody here knows what it does';
}

interface ForeignModule {
  readonly module: string;
  /** Whether it is known by the name of its file. */
  readonly isMeasured: boolean;
}

function foreignModule(name: string): ForeignModule | undefined {
  if (PERL.test(name)) return { module: 'ngx_http_perl_module', isMeasured: true };
  const forms = formsOf(name);
  const unmeasured = forms.length === 0 ? unmeasuredModule(name)?.module : undefined;
  if (unmeasured !== undefined) return { module: unmeasured, isMeasured: false };
  const [first] = forms;
  const isForeign = first !== undefined && forms.every(({ thirdParty }) => thirdParty);
  return isForeign ? { module: first.module, isMeasured: true } : undefined;
}

function isKnown(name: string): boolean {
  return formsOf(name).length > 0;
}

function isMeasured(version: string): boolean {
  return compareVersions(version, MEASURED_VERSIONS.at(-1) ?? '0') <= 0;
}

/** Modules of nginx's own that a build may lack, by the option that brings them. */
const OPTIONAL: readonly (readonly [module: RegExp, option: string])[] = [
  [/^ngx_stream_/, 'stream'],
  [/^ngx_http_image_filter_/, 'http_image_filter_module'],
  [/^ngx_http_xslt_/, 'http_xslt_module'],
  [/^ngx_http_geoip_/, 'http_geoip_module'],
  [/^ngx_http_v2_/, 'http_v2_module'],
  [/^ngx_http_v3_/, 'http_v3_module'],
  [/^ngx_http_ssl_/, 'http_ssl_module'],
  [/^ngx_http_realip_/, 'http_realip_module'],
  [/^ngx_http_auth_request_/, 'http_auth_request_module'],
  [/^ngx_http_sub_filter_/, 'http_sub_module'],
  [/^ngx_http_addition_/, 'http_addition_module'],
  [/^ngx_http_dav_/, 'http_dav_module'],
  [/^ngx_http_flv_/, 'http_flv_module'],
  [/^ngx_http_mp4_/, 'http_mp4_module'],
  [/^ngx_http_gunzip_/, 'http_gunzip_module'],
  [/^ngx_http_gzip_static_/, 'http_gzip_static_module'],
  [/^ngx_http_random_index_/, 'http_random_index_module'],
  [/^ngx_http_secure_link_/, 'http_secure_link_module'],
  [/^ngx_http_slice_/, 'http_slice_module'],
  [/^ngx_http_stub_status_/, 'http_stub_status_module'],
];

function missingModule({ directive, isStream }: Line, nginx: SandboxNginx): string | undefined {
  const ofOthers = isStream ? /^ngx_(?:http|mail|rtmp)_/ : /^ngx_(?:stream|mail|rtmp)_/;
  const modules = formsOf(directive.name)
    .filter(({ thirdParty, module }) => !thirdParty && !ofOthers.test(module))
    .map(({ module }) => module);
  // A name that several modules have is taken by any of them; one that none has here nginx refuses.
  if (modules.length === 0 || !modules.every((module) => isMissing(module, nginx))) {
    return undefined;
  }
  return `nginx ${nginx.version} as it is here was built without ${modules[0]}`;
}

function isMissing(module: string, nginx: SandboxNginx): boolean {
  const option = OPTIONAL.find(([known]) => known.test(module))?.[1];
  if (option !== undefined) return !hasModule(nginx, option);
  // `ngx_http_charset_filter_module` is left out by `--without-http_charset_module`.
  const usual = module.replace(/^ngx_/, '').replace(/_filter_module$/, '_module');
  return nginx.configureArguments.includes(`--without-${usual}`);
}
