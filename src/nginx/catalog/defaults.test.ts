import { describe, expect, test } from 'vitest';
import { defaultOf, knownDefaults } from './defaults.ts';
import { formsOf } from './directive-form.ts';
import { isAtLeast } from './version.ts';

test('every default is of a directive that its module has', () => {
  const strangers = knownDefaults().filter(([module, name]) =>
    formsOf(name).every((form) => form.module !== module),
  );
  expect(strangers).toEqual([]);
});

test('a directive that came with a version has no default of a time before', () => {
  for (const [module, name] of knownDefaults()) {
    const { since } = formsOf(name).find((form) => form.module === module) ?? {};
    const { since: changed } = defaultOf(module, name, undefined) ?? {};
    if (since === undefined || changed === undefined) continue;
    expect(isAtLeast(changed, since), `${module} ${name}`).toBe(true);
  }
});

describe('defaults by version', () => {
  test.each([
    ['ngx_http_proxy_module', 'proxy_http_version', '1.29.6', '1.0'],
    ['ngx_http_proxy_module', 'proxy_http_version', '1.29.7', '1.1'],
    ['ngx_http_proxy_module', 'proxy_http_version', undefined, '1.1'],
    ['ngx_http_proxy_module', 'proxy_set_header', '1.29.6', 'Host $proxy_host ; Connection close'],
    ['ngx_http_proxy_module', 'proxy_set_header', '1.29.7', 'Host $proxy_host'],
    ['ngx_http_proxy_module', 'proxy_buffers', '1.22.1', '8 4k|8k'],
    ['ngx_http_proxy_module', 'proxy_set_body', '1.22.1', undefined],
    ['ngx_http_proxy_module', 'proxy_ssl_protocols', '1.23.3', 'TLSv1 TLSv1.1 TLSv1.2'],
    ['ngx_http_grpc_module', 'grpc_ssl_protocols', '1.23.4', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'],
    ['ngx_stream_proxy_module', 'proxy_ssl_protocols', '1.27.3', 'TLSv1.2 TLSv1.3'],
    ['ngx_http_core_module', 'server_name', '1.22.1', '""'],
  ])('%s %s in %s', (module, name, version, value) => {
    expect(defaultOf(module, name, version)).toMatchObject({ value });
  });

  test('what is not known is not guessed', () => {
    expect(defaultOf('ngx_http_proxy_module', 'proxy_pass', undefined)).toBeUndefined();
  });
});
