import { expect, test } from 'vitest';
import { directive } from './directive.ts';
import { measuredNames } from './directive-form.ts';
import { UNMEASURED, unmeasuredModule } from './third-party.ts';

test.each([
  ['vhost_traffic_status_zone', 'nginx-module-vts'],
  ['passenger_enabled', 'Phusion Passenger'],
  ['tunnel_pass', 'nginx 1.31'],
  ['health_check', 'NGINX Plus'],
  ['zone_sync_server', 'NGINX Plus'],
  ['auth_jwt', 'NGINX Plus'],
  ['check_http_send', 'nginx_upstream_check_module'],
  ['MainRule', 'naxsi'],
])('%s is known from %s', (name, module) => {
  expect(unmeasuredModule(name)?.module).toBe(module);
});

test.each(['proxi_pass', 'api_key', 'checks', 'preread_by_lua'])("%s is nobody's", (name) => {
  expect(unmeasuredModule(name)).toBeUndefined();
});

test('no family of names hides a mistake in a name of nginx', () => {
  const families = UNMEASURED.flatMap(({ names }) => names.split(' '))
    .filter((name) => name.endsWith('*'))
    .map((name) => name.slice(0, -1));
  const own = measuredNames().filter((name) =>
    directive(name)?.shapes.some(({ thirdParty }) => !thirdParty),
  );
  expect(own.filter((name) => families.some((family) => name.startsWith(family)))).toEqual([]);
});

test('modules of third parties in Debian are measured', () => {
  expect(directive('more_set_headers')?.shapes[0]?.thirdParty).toBe(true);
  expect(directive('js_content')?.shapes[0]?.module).toMatch(/^ngx_http_js/);
  expect(directive('brotli')?.shapes[0]?.kind).toBe('flag');
});
