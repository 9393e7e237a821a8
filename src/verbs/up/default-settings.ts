import type { ListenSettings, Settings } from '../../gateway/settings.ts';

const HTTPS = '8443';
const HTTP = '127.0.0.1:8088';
/** Names by which a browser on this machine may call a page of ours. */
const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'] as const;

/** Puts what `up` chooses by itself under the settings that were given. */
export function withUpDefaults(settings: Settings): Settings {
  const listen = settings.listen ?? defaultListen(settings);
  return { ...settings, listen };
}

/** The settings of the embedded backend, under those that were given. */
export function withEmbeddedDefaults(settings: Settings, backends: readonly string[]): Settings {
  const whole = withUpDefaults({ paths: ['/ws/'], heartbeat: '25s', ...settings, backends });
  return { ...whole, origins: settings.origins ?? ownOrigins(whole) };
}

function defaultListen({ tls }: Settings): ListenSettings {
  if (tls === 'none') return { http: HTTP };
  // Plain HTTP beside a certificate that no browser trusts, so that a page opens without a warning.
  return tls === undefined || tls === 'development'
    ? { https: HTTPS, http: HTTP }
    : { https: HTTPS };
}

function ownOrigins({ listen, serverNames = [] }: Settings): string[] {
  const names = serverNames.length > 0 ? serverNames : LOCAL_NAMES;
  const origins = (scheme: string, addresses: string | readonly string[] = []) =>
    [addresses]
      .flat()
      .flatMap((address) =>
        names.map((name) => new URL(`${scheme}://${name}:${portOf(address)}`).origin),
      );
  return [...new Set([...origins('https', listen?.https), ...origins('http', listen?.http)])];
}

function portOf(address: string): string {
  return address.slice(address.lastIndexOf(':') + 1);
}
