import { documented, SECOND } from './documented.ts';
import type { HopKind } from './hop-kind.ts';

/** Content networks, and platforms that run an application. */
export const edges: readonly HopKind[] = [...contentNetworks(), ...platforms()];

function contentNetworks(): HopKind[] {
  return [
    {
      id: 'cloudflare',
      aliases: ['cf'],
      title: 'Cloudflare',
      idleMs: undefined,
      notes: [
        documented(
          'A release of new code may restart its servers, which ends WebSockets.',
          'cloudflare-docs src/content/docs/network/websockets.mdx @04e05ca',
        ),
      ],
    },
    {
      id: 'fastly',
      aliases: [],
      title: 'Fastly',
      idleMs: undefined,
      notes: [
        documented(
          'WebSockets are off unless bought and handed on by VCL or Compute.',
          'docs.fastly.com/products/websockets',
          '2025-11-04',
        ),
      ],
    },
    {
      id: 'akamai',
      aliases: [],
      title: 'Akamai',
      idleMs: undefined,
      notes: [
        documented(
          'The webSockets behaviour has to be added; clients must reconnect and fall back to long polling.',
          'techdocs.akamai.com/property-mgr/docs/websockets-support',
        ),
      ],
    },
  ];
}

function platforms(): HopKind[] {
  return [
    {
      id: 'heroku',
      aliases: ['heroku-router'],
      title: 'Heroku',
      idleMs: documented(55 * SECOND, 'devcenter.heroku.com/articles/http-routing#timeouts'),
      notes: [],
    },
    {
      id: 'fly',
      aliases: ['fly.io', 'flyio'],
      title: 'Fly.io',
      idleMs: undefined,
      setting: 'http_service.http_options.idle_timeout',
      notes: [],
    },
    {
      id: 'railway',
      aliases: [],
      title: 'Railway',
      idleMs: documented(
        Number.POSITIVE_INFINITY,
        'railwayapp/docs @c2a634f on GitHub',
        '2026-08-21',
      ),
      notes: [],
    },
    {
      id: 'render',
      aliases: ['onrender'],
      title: 'Render',
      idleMs: undefined,
      notes: [
        documented('A ws:// address is answered with a 301 to TLS.', 'render.com/docs/websocket'),
      ],
    },
  ];
}
