import { type Check, live } from './check.ts';
import { headerOf } from './headers.ts';

export const hostHeader: Check = {
  id: 'host-header',
  severity: 'warning',
  title: 'Host does not reach the backend as the browser sent it',
  why: 'By default nginx sends the name of the upstream as Host, and $host drops the port. Backends compare Host with Origin to refuse foreign pages, and build addresses from it. $http_host keeps the port but can name a host by which nginx did not choose the server. Send $host with the port that the client named: $host$is_request_port$request_port from 1.29.3 on, a map before.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $host;
        }
    }
}`,
  good: `events {}
http {
    map "$host $http_host" $port_of_host { default ''; "~*^(?<n>\\S+) \\k<n>(?<p>:\\d+)$" $p; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $host$port_of_host;
        }
    }
}`,
  live: live(
    ['arrival', 'absoluteForm'],
    function* ({ arrival: { arrival, host: sent }, absoluteForm }) {
      const arrived = headerOf(arrival, 'Host');
      if (arrived !== sent) {
        yield {
          message: `The client sent Host: ${sent}, the backend got ${arrived ?? 'none'}: its origin check refuses the page, or its links point elsewhere. Send $host with its port.`,
        };
      }
      const forged = absoluteForm.arrival === null ? null : headerOf(absoluteForm.arrival, 'Host');
      if (forged?.includes(absoluteForm.lie)) {
        yield {
          severity: 'advice',
          message: `A request for ${absoluteForm.host} in absolute form with Host: ${absoluteForm.lie} reaches the backend under the forged name (RFC 9112 section 3.2.2 says that Host is to be ignored). Use $host with its port instead of $http_host.`,
        };
      }
      return `Host: ${arrived ?? '—'}`;
    },
  ),
};
