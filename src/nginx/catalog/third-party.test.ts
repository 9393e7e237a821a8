import { expect, test } from 'vitest';
import { directive } from './directive.ts';
import { unmeasuredModule } from './third-party.ts';

test('modules that were not measured are known by name', () => {
  expect(unmeasuredModule('vhost_traffic_status_zone')?.module).toBe('nginx-module-vts');
  expect(unmeasuredModule('passenger_enabled')?.module).toBe('Phusion Passenger');
  expect(unmeasuredModule('tunnel_pass')?.module).toBe('nginx 1.31');
  expect(unmeasuredModule('proxi_pass')).toBeUndefined();
});

test('modules of third parties in Debian are measured', () => {
  expect(directive('more_set_headers')?.shapes[0]?.thirdParty).toBe(true);
  expect(directive('js_content')?.shapes[0]?.module).toMatch(/^ngx_http_js/);
  expect(directive('brotli')?.shapes[0]?.kind).toBe('flag');
});
