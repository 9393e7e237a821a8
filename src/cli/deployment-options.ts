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
  readonly tunnels?: number;
  readonly origin?: string[];
  readonly plainRequests?: string;
  readonly logs?: string;
  readonly logFormat?: string;
}

/** Adds the flags of a deployment to a verb; each is a field of fairlead.config too. */
export function addDeploymentOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'settings; default: fairlead.config.js, .mjs or .json in this folder',
    )
    .addOption(list('--backend <address>', 'a node: host:port or unix:/path'))
    .addOption(list('--listen <address>', 'https and wss here: 443 or 127.0.0.1:8443'))
    .addOption(list('--listen-http <address>', 'http and ws here'))
    .addOption(list('--server-name <name>', 'the name that clients use; others are refused'))
    .option('--tls <cert,key>', 'two PEM files, "development" (made at once) or "none"')
    .addOption(list('--path <path>', 'carries WebSockets, such as /ws/; default: /'))
    .option('--heartbeat <time>', 'how often a ping crosses a quiet tunnel, such as 25s')
    .option('--idle-timeout <time>', 'instead of the one computed from heartbeat and hops')
    .option('--connect-timeout <time>', 'how long a dead backend may take; default: 5s')
    .addOption(
      list('--hop <name,idle[,address…]>', 'what stands in front, such as alb,60s,10.0.0.0/8'),
    )
    .option('--tunnels <number>', 'expected at once; default: 4096', Number)
    .addOption(
      list('--origin <origin>', 'pages that may open a socket, such as https://example.com'),
    )
    .option(
      '--plain-requests <keep|close>',
      'what becomes of their upstream connection; default: keep',
    )
    .option('--logs <folder>', 'for access.log, error.log and info.log')
    .option('--log-format <json|text>', 'of the access log; default: json');
}

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

function list(flags: string, description: string): Option {
  return new Option(flags, `${description} (repeatable)`).argParser(
    (value: string, previous: string[] | undefined) => [...(previous ?? []), value],
  );
}

function parseTls(text: string): NonNullable<Settings['tls']> {
  if (text === 'development' || text === 'none') return text;
  const [certificate, key, ...more] = text.split(',');
  if (!certificate || !key || more.length > 0) {
    throw new SettingError('--tls', text, 'CERT.pem,KEY.pem, "development" or "none"');
  }
  return { certificate, key };
}

function parseHop(text: string): HopSettings {
  const [name = '', idleTimeout = '', ...addresses] = text.split(',');
  return { name, ...(idleTimeout !== '' && { idleTimeout }), addresses };
}
