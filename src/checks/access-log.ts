import type { Model } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { type Check, live } from './check.ts';
import { type ConfigProblem, onKinds } from './configuration.ts';
import { combinedFix, formatFix } from './log-fix.ts';
import { type Log, lackingIn, readLog } from './log-format.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

export const accessLog: Check = {
  id: 'access-log',
  severity: 'advice',
  title: 'The access log does not show that an upgrade was asked for',
  why: 'A failed upgrade is a request with $http_upgrade that was not answered 101; no list of status codes replaces that. Log $http_upgrade, $status, $upstream_status and $request_time. A tunnel gets its line when it ends.',
  bad: `events {}
http {
    access_log logs/access.log combined;
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
    log_format upgrades '$remote_addr "$request" $status $upstream_status $request_time "$http_upgrade"';
    access_log logs/access.log upgrades;
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
  config: onKinds(function* ({ model, paths }) {
    const told = new Set<Placed | string>();
    let unknown: string | undefined;
    for (const path of paths) {
      const { exchange, location } = path.handshake;
      if (exchange === undefined || !isUpgradePassed(path.handshake)) continue;
      const log = readLog(exchange.level, model);
      // A thousand servers log in the same few formats.
      const cause = log.kind === 'format' ? (log.format ?? log.line ?? log.name) : log.at;
      if (told.has(cause)) continue;
      told.add(cause);
      if (log.kind === 'unknown') unknown ??= log.why;
      else if (log.kind === 'off') yield judgeOff(log.at, location?.pattern);
      else yield* judgeFormat(log, model);
    }
    return unknown === undefined ? undefined : { cannotTell: unknown };
  }),
  live: live(['accessLog'], function* ({ accessLog: { upgrade, line } }) {
    if (line === null) {
      yield {
        message:
          'The handshake left no line in the access log, so failed upgrades cannot be counted.',
      };
      return 'no line';
    }
    const lacking = [
      ...(line.includes(upgrade) ? [] : ['$http_upgrade']),
      ...((line.match(/\b101\b/g)?.length ?? 0) >= 2 ? [] : ['$upstream_status beside $status']),
      ...(/\b\d+\.\d{3}\b/.test(line) ? [] : ['$request_time']),
    ];
    if (lacking.length > 0) {
      yield {
        message: `The access log's line of a handshake lacks ${lacking.join(', ')}: ${line}`,
      };
    }
    return lacking.length === 0
      ? 'upgrade, status, upstream status and time are in the line'
      : `the line lacks ${lacking.join(', ')}`;
  }),
};

function judgeOff(at: Placed, location: string | undefined): ConfigProblem {
  return {
    at,
    where: location === undefined ? 'the server' : `location ${location}`,
    message:
      'Nothing of these requests is logged, so failed upgrades cannot be counted. Log at least $http_upgrade, $status, $upstream_status and $request_time.',
  };
}

function* judgeFormat(
  { name, text, format, line }: Log & { readonly kind: 'format' },
  model: Model,
): Generator<ConfigProblem> {
  const lacking = lackingIn(text, model);
  const at = format ?? line ?? model.http?.placed;
  if (lacking.length === 0 || at === undefined) return;
  yield {
    at,
    where: `log_format ${name}`,
    message: `The access log (${name}) lacks ${lacking.join(', ')}: whether a request asked for an upgrade and did not get 101 cannot be seen. A tunnel gets its line when it ends; $request_time is then how long it lived.`,
    fix: format === undefined ? combinedFix(model, line, lacking) : formatFix(format, lacking),
  };
}
