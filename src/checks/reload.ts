import { readTime } from '../nginx/model/sizes.ts';
import { type Check, live } from './check.ts';
import { onWhole } from './configuration.ts';
import { scaleInWords, timeInWords } from './durations.ts';
import { settingEdits } from './fixes/setting.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/** From here on a reload leaves tunnels the time that a deploy takes, and old workers still end. */
const LONG_MS = 300_000;

export const reload: Check = {
  id: 'reload',
  severity: 'warning',
  title: 'A reload cuts open tunnels',
  why: 'After a reload the old workers keep their tunnels until these end, and nobody notices. With worker_shutdown_timeout they are cut when it expires, busy or not, and nothing is logged as an error. Leave it out, or make it longer than your clients mind to reconnect.',
  bad: `worker_shutdown_timeout 1s;
events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: onWhole(function* ({ model, paths }) {
    const at = model.main.last('worker_shutdown_timeout');
    if (at === undefined) return undefined;
    const ms = readTime(at.directive.args[0]?.value ?? '');
    const hasTunnels =
      paths.some(({ handshake }) => isUpgradePassed(handshake)) ||
      model.main.blocks('stream').length > 0;
    // 0 is no limit to nginx, as if the line were not there.
    if (ms === undefined || ms === 0 || ms >= LONG_MS || !hasTunnels) return undefined;
    yield {
      at,
      where: 'main context',
      message: `Every reload cuts all tunnels ${timeInWords(ms)} later, busy or not: browsers report 1006, and all clients come back at once. Nothing is logged as an error. Raise worker_shutdown_timeout, and reload seldom; without it old workers stay until their last tunnel ends.`,
      // What is hardly less would hardly be better.
      fix:
        ms > LONG_MS / 2
          ? undefined
          : {
              title: 'Raise worker_shutdown_timeout to 300s',
              safe: true,
              edits: settingEdits(model.main, 'worker_shutdown_timeout', '300s'),
            },
    };
    return undefined;
  }),
  live: live(['reload'], function* ({ reload }) {
    const { asked, tunnels, dropped, droppedAfterMs, refused, watchedMs, scale } = reload;
    if (refused !== null) {
      yield { severity: 'error', message: `nginx refused to reload: ${refused}` };
      return 'refused';
    }
    const after = droppedAfterMs ?? watchedMs;
    if (dropped > 0 && after < LONG_MS) {
      yield {
        message: `${dropped} of ${tunnels} tunnels were dead ${inWords(after)} after a reload: browsers report 1006, and all clients come back at once. Remove worker_shutdown_timeout, or make it longer.`,
      };
    }
    const missing = asked - tunnels;
    const rest = missing === 0 ? '' : `; ${missing} more were not open before it`;
    const when = dropped === 0 ? '' : ` after ${inWords(after)}`;
    return `${tunnels.toLocaleString('en')} tunnels through a reload, ${dropped} dropped${when}${scaleInWords(scale)}${rest}`;
  }),
};

function inWords(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
