import { type Check, live } from './check.ts';
import { onKinds } from './configuration.ts';
import { judgeValidity } from './validity.ts';

export const configValid: Check = {
  id: 'config-valid',
  severity: 'error',
  title: 'nginx does not accept the configuration',
  why: 'With a configuration that it refuses nginx does not start, and a reload leaves the old one in force without a word to the users. A missing map is the usual case: `map` stands at http level, once, before the servers that use its variable.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: onKinds(judgeValidity),
  live: live(['configTest'], function* ({ configTest: { ok, messages } }) {
    const said = messages.map(({ level, text, file, line }) =>
      file === undefined ? `[${level}] ${text}` : `[${level}] ${text} (${file}:${line})`,
    );
    if (!ok) yield { message: `nginx -t refuses the configuration: ${said.join('; ')}.` };
    else if (said.length > 0) {
      yield {
        message: `nginx -t accepts it with a warning: ${said.join('; ')}.`,
        severity: 'advice',
      };
    }
    return ok ? 'nginx -t accepts it' : 'nginx -t refuses it';
  }),
};
