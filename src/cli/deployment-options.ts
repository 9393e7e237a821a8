import { type Command, Option } from 'commander';
import { SettingError } from '../gateway/setting-error.ts';
import type { HopSettings, Settings } from '../gateway/settings.ts';

/** The flags of a deployment as commander gives them. */
export interface DeploymentFlags {
  readonly config?: string;
  readonly backend?: string[];
  readonly listen?: string[];
  readonly listenHttp?: string[];
  readonly serverName?: string[];
  readonly tls?: string;
  readonly path?: string[];
  readonly heartbeat?: string;
  readonly idleTimeout?: string;
  readonly connectTimeout?: string;
  readonly hop?: string[];
  readonly tunnels?: number | string;
  readonly origin?: string[];
  readonly plainRequests?: string;
  readonly logs?: string;
  readonly logFormat?: string;
}

/** Adds the flags of a deployment to a verb; each is a field of fairlead.config too. */
export function addDeploymentOptions(command: Command): Command {
  return command
    .optionsGroup('Backend:')
    .addOption(list('--backend <address>', 'a node: host:port or unix:/path'))
    .option('--heartbeat <time>', 'how often something crosses a quiet tunnel: 25s')
    .option('--connect-timeout <time>', 'how long a dead backend may take; default: 5s')
    .option('--plain-requests <keep|close>', 'what becomes of their connection; default: keep')
    .optionsGroup('Clients:')
    .addOption(list('--listen <address>', 'for https and wss: 443 or 127.0.0.1:8443'))
    .addOption(list('--listen-http <address>', 'for http and ws'))
    .addOption(list('--server-name <name>', 'names that clients use; others are refused'))
    .option('--tls <cert,key>', 'two PEM files, "development" or "none"')
    .addOption(list('--path <path>', 'what carries WebSockets: /ws/; default: /'))
    .addOption(list('--origin <origin>', 'whose pages may: https://example.com'))
    .optionsGroup('The way between:')
    .addOption(list('--hop <name,idle,address>', 'what stands in front: alb,60s,10.0.0.0/8'))
    .option('--idle-timeout <time>', 'default: from heartbeat and hops, or 1h')
    .addOption(
      new Option('--tunnels <number>', 'expected at once; default: 4096').argParser(parseNumber),
    )
    .optionsGroup('Logs:')
    .option('--logs <folder>', 'for access.log, error.log and info.log')
    .option('--log-format <json|text>', 'of the access log; default: json')
    .optionsGroup('Options:')
    .option('--config <file>', 'default: fairlead.config.js, .mjs or .json here');
}

/** What the help of a verb with these flags ends with, before its examples. */
export const DEPLOYMENT_NOTES: string = `
All but the last group are settings of fairlead.config too, and go before it. May be repeated:
--backend, --listen, --listen-http, --server-name, --path, --origin, --hop.`;

/** The settings that flags name. Those not given are left out, so that a file may give them. */
export function settingsOf(flags: DeploymentFlags): Settings {
  const listen = {
    ...(flags.listen && { https: flags.listen }),
    ...(flags.listenHttp && { http: flags.listenHttp }),
  };
  const logs = {
    ...(flags.logs !== undefined && { folder: flags.logs }),
    ...(flags.logFormat !== undefined && { format: flags.logFormat }),
  };
  const settings = {
    ...(Object.keys(listen).length > 0 && { listen }),
    ...(flags.serverName && { serverNames: flags.serverName }),
    ...(flags.tls !== undefined && { tls: parseTls(flags.tls) }),
    ...(flags.path && { paths: flags.path }),
    ...(flags.backend && { backends: flags.backend }),
    ...(flags.heartbeat !== undefined && { heartbeat: flags.heartbeat }),
    ...(flags.idleTimeout !== undefined && { idleTimeout: flags.idleTimeout }),
    ...(flags.connectTimeout !== undefined && { connectTimeout: flags.connectTimeout }),
    ...(flags.hop && { hops: flags.hop.map(parseHop) }),
    ...(flags.tunnels !== undefined && { tunnels: flags.tunnels }),
    ...(flags.origin && { origins: flags.origin }),
    ...(flags.plainRequests !== undefined && { plainRequests: flags.plainRequests }),
    ...(Object.keys(logs).length > 0 && { logs }),
  };
  // Values are still what a person typed; parseSettings is what refuses them, with the setting's name.
  return settings as Settings;
}

/** An option that may be given several times. */
export function list(flags: string, description: string): Option {
  return new Option(flags, description).argParser(
    (value: string, previous: string[] | undefined) => [...(previous ?? []), value],
  );
}

/** What is no number stays as it was typed, so that the refusal can name it. */
export function parseNumber(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

function parseTls(text: string): NonNullable<Settings['tls']> {
  if (text === 'development' || text === 'none') return text;
  const [certificate, key, ...more] = text.split(',');
  if (!certificate || !key || more.length > 0) {
    throw new SettingError('--tls', text, 'CERT.pem,KEY.pem, "development" or "none"');
  }
  return { certificate, key };
}

/** Reads `name,idle,address…`, of which the name alone is needed. */
export function parseHop(text: string): HopSettings {
  const [name = '', idleTimeout = '', ...addresses] = text.split(',');
  return { name, ...(idleTimeout !== '' && { idleTimeout }), addresses };
}
