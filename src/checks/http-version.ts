import { choicesOf } from '../nginx/catalog/choices.ts';
import { blockOf } from './block-of.ts';
import { type Check, liveWith } from './check.ts';
import { onPath } from './configuration.ts';
import { settingFix } from './fixes/setting.ts';
import { headerOf } from './headers.ts';
import { placeInWords } from './place-in-words.ts';
import { upgradeOwner } from './upgrade-owner.ts';

export const httpVersion: Check = {
  id: 'http-version',
  severity: 'error',
  title: 'The handshake reaches the backend over a version of HTTP that has no upgrade',
  why: 'Before 1.29.7 nginx speaks HTTP/1.0 to backends unless told otherwise, and a server must ignore Upgrade in an HTTP/1.0 request (RFC 9110 section 7.8). Some answer 101 all the same; it works until the backend changes. Say proxy_http_version 1.1.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.0;
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
  config: onPath(function* (path) {
    const { handshake, model } = path;
    const version = handshake.passing?.request?.httpVersion;
    if (version === undefined) return undefined;
    const line = handshake.exchange?.level.effective('proxy_http_version').at(-1);
    // What this nginx does not know is told by config-valid.
    if (!isKnown(version, model.version)) return undefined;
    const at = line ?? blockOf(handshake);
    const owner = upgradeOwner(path);
    // Their fixes set the version, too.
    const isOthers = owner === 'upgrade-headers' || owner === 'chain-hop' || owner === 'route';
    if (version === '1.1' || at === undefined || isOthers) return undefined;
    const why =
      line === undefined
        ? `the default of nginx ${model.version}, as of all before 1.29.7, since no proxy_http_version is set for ${placeInWords(path)}`
        : 'by this line';
    const fix = settingFix(
      path,
      `Speak HTTP/1.1 to the backend of ${placeInWords(path)}`,
      'proxy_http_version',
      '1.1',
      { safe: version === '1.0' },
    );
    yield {
      at,
      message: `The handshake reaches the backend over HTTP/${version} (${why}), and ${version === '2' ? 'nginx passes no upgrade on over HTTP/2: it fails with 502' : 'a server must ignore Upgrade in HTTP/1.0: strict ones answer 400'}. Set proxy_http_version 1.1.`,
      fix,
    };
    return undefined;
  }),
  live: liveWith(['delivery'], ['wire'], function* ({ delivery: { arrival, detail }, wire }) {
    if (wire?.connections.some(({ protocol }) => protocol === 'h2')) {
      yield {
        message: `The backend got HTTP/2, over which nginx passes no upgrade on; the client gets ${detail}. Set proxy_http_version 1.1 where the socket is served, and proxy_pass where that is grpc_pass.`,
      };
      return 'backend got HTTP/2';
    }
    if (arrival === null) return { cannotTell: `nothing reached the backend: ${detail}` };
    const version = arrival.requestLine.split(' ').at(-1);
    // Where the upgrade is lost, too, that is told by upgrade-headers.
    if (version !== 'HTTP/1.1' && headerOf(arrival, 'Upgrade') !== null) {
      yield {
        message: `The backend got ${version}, and only HTTP/1.1 carries an upgrade. Set proxy_http_version 1.1 where the socket is served.`,
      };
    }
    return `backend got ${version}`;
  }),
};

function isKnown(httpVersion: string, nginxVersion: string): boolean {
  return choicesOf('proxy_http_version', nginxVersion)?.words.includes(httpVersion) ?? true;
}
