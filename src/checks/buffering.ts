import { type Check, live } from './check.ts';

export const buffering: Check = {
  id: 'buffering',
  severity: 'warning',
  title: 'Pushes over plain HTTP are held back until the answer ends',
  why: 'Server-sent events and long polls are the fallback where no WebSocket gets through. Over HTTP/1.0 to the backend (the default before 1.29.7) with proxy_buffering on, or with gzip on their type, nginx holds them. Set proxy_buffering off, or let the backend send X-Accel-Buffering: no. Tunnels are never buffered.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.0;
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.0;
            proxy_buffering off;
        }
    }
}`,
  live: live(['stream'], function* ({ stream: { variants } }) {
    for (const { acceptEncoding, atOnce } of variants.filter((variant) => !variant.atOnce)) {
      yield {
        message: `With Accept-Encoding: ${acceptEncoding} the first event was held back until the backend sent more (at once: ${atOnce}). Set proxy_buffering off where events are served, and no gzip for text/event-stream.`,
      };
    }
    const slowest = Math.max(...variants.map(({ ms }) => ms));
    return variants.every(({ atOnce }) => atOnce)
      ? `the first event came after ${Math.round(slowest)} ms, while the second was still held by the backend`
      : 'the first event was held back';
  }),
};
