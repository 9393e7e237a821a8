import { documented, HOUR, MINUTE, SECOND } from './documented.ts';
import type { HopKind } from './hop-kind.ts';

/** Proxies that one runs oneself. */
export const proxies: readonly HopKind[] = [...servers(), ...nginxes()];

function servers(): HopKind[] {
  return [
    {
      id: 'haproxy',
      aliases: [],
      title: 'HAProxy',
      idleMs: undefined,
      setting: 'timeout tunnel',
      notes: [
        documented(
          'Without timeout tunnel, timeout client and timeout server hold for tunnels.',
          'configuration.txt of HAProxy 3.5-dev',
          '2026-08-21',
        ),
      ],
    },
    {
      id: 'envoy',
      aliases: [],
      title: 'Envoy',
      idleMs: documented(5 * MINUTE, 'envoy docs: faq/configuration/timeouts.rst @073db22'),
      setting: 'stream_idle_timeout',
      notes: [
        documented(
          'An upgrade needs upgrade_configs with websocket.',
          'envoy docs: intro/arch_overview/http/upgrades.rst',
        ),
      ],
    },
    {
      id: 'istio',
      aliases: ['istio-gateway'],
      title: 'Istio',
      idleMs: documented(Number.POSITIVE_INFINITY, 'istio pilot/listener_builder.go'),
      notes: [],
    },
    {
      id: 'traefik',
      aliases: [],
      title: 'Traefik',
      idleMs: documented(Number.POSITIVE_INFINITY, 'traefik docs @fd5a576 on GitHub', '2026-07-24'),
      notes: [],
    },
    {
      id: 'caddy',
      aliases: [],
      title: 'Caddy',
      idleMs: documented(Number.POSITIVE_INFINITY, 'modules/caddyhttp/reverseproxy/streaming.go'),
      notes: [
        documented(
          'A reload closes tunnels with 1001; stream_timeout ends them idle or not.',
          'modules/caddyhttp/reverseproxy/streaming.go',
        ),
      ],
    },
    {
      id: 'varnish',
      aliases: [],
      title: 'Varnish',
      idleMs: documented(60 * SECOND, 'varnish-cache include/tbl/params.h @27d2ce1'),
      setting: 'pipe_timeout',
      notes: [],
    },
    {
      id: 'squid',
      aliases: ['corporate-proxy'],
      title: 'Squid',
      idleMs: documented(15 * MINUTE, "read_timeout in squid's configuration manual"),
      setting: 'read_timeout',
      lifetimeMs: documented(24 * HOUR, "client_lifetime in squid's configuration manual"),
      notes: [],
    },
  ];
}

function nginxes(): HopKind[] {
  const nginx = 'nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout';
  const controller = "the controllers' ConfigMap documentation";
  return [
    {
      id: 'nginx',
      aliases: ['openresty'],
      title: 'another nginx',
      idleMs: documented(60 * SECOND, nginx),
      setting: 'proxy_read_timeout',
      notes: [],
    },
    {
      id: 'ingress-nginx',
      aliases: [],
      title: 'ingress-nginx',
      idleMs: documented(60 * SECOND, controller),
      setting: 'proxy-read-timeout',
      notes: [
        documented(
          'Tunnels are cut 240 s after each reload (worker-shutdown-timeout).',
          controller,
        ),
      ],
    },
    {
      id: 'kong',
      aliases: [],
      title: 'Kong',
      idleMs: documented(60 * SECOND, 'Kong @22246ef on GitHub', '2026-07-01'),
      setting: 'read_timeout of the service',
      notes: [],
    },
  ];
}
