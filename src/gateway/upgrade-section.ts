import type { Deployment } from './deployment.ts';
import { because, block, type Lines, sections } from './lines.ts';

/** The maps that decide what is let through as an upgrade, and from whom. */
export function upgradeSection({ plainRequests, origins }: Deployment): Lines {
  return sections(
    because(
      'Only "websocket" is let through as an upgrade. What the web copies forwards any $http_upgrade, h2c too, and with h2c a client can smuggle requests past every rule in this file.',
      ...block('map $http_upgrade $fairlead_upgrade', ["default   '';", 'websocket websocket;']),
    ),
    because(
      plainRequests === 'keep'
        ? 'A plain request sends no Connection header, so that its upstream connection stays open for the next one. The usual "close" here ends a connection per request and makes keepalive useless.'
        : 'A plain request closes its upstream connection, as set (plainRequests: "close").',
      ...block('map $fairlead_upgrade $fairlead_connection', [
        'default upgrade;',
        `''      ${plainRequests === 'keep' ? "''" : 'close'};`,
      ]),
    ),
    originSection(origins),
  );
}

function originSection(origins: readonly string[]): Lines {
  if (origins.length === 0) return [];
  return sections(
    because(
      'A browser says with Origin which page opens the socket, and no same-origin policy holds that page back. Who sends none is no browser, and is let through.',
      ...block('map $http_origin $fairlead_foreign', [
        'default 1;',
        "'' 0;",
        ...origins.map((origin) => `${origin} 0;`),
      ]),
      ...block('map $fairlead_upgrade $fairlead_refused', [
        'default 0; websocket $fairlead_foreign;',
      ]),
    ),
  );
}
