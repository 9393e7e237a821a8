import { type Check, live } from './check.ts';

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
  live: live(['reload'], function* ({ reload: { asked, tunnels, dropped, refused, watchedMs } }) {
    if (refused !== null) {
      yield { severity: 'error', message: `nginx refused to reload: ${refused}` };
      return 'refused';
    }
    if (dropped > 0) {
      yield {
        message: `${dropped} of ${tunnels} tunnels were dead ${Math.round(watchedMs)} ms after a reload. Remove worker_shutdown_timeout, or make it longer.`,
      };
    }
    const unopened = asked - tunnels;
    const rest = unopened === 0 ? '' : `; ${unopened} more could not be opened`;
    return `${tunnels.toLocaleString('en')} tunnels through a reload, ${dropped} dropped${rest}`;
  }),
};
