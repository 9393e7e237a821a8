import { describe, expect, test } from 'vitest';
import { measuredVariables, variable } from './variables.ts';

describe('variables', () => {
  test('of http and of stream are apart', () => {
    expect(variable('host', 'http')).toMatchObject({
      name: 'host',
      prefix: false,
      settable: false,
    });
    expect(variable('host', 'stream')).toBeUndefined();
    expect(variable('bytes_received', 'stream')?.origin).toBe('ngx_stream_module');
    expect(variable('bytes_received', 'http')).toBeUndefined();
  });

  test.each(['http_upgrade', 'arg_token', 'cookie_sid', 'sent_http_x', 'upstream_http_connection'])(
    '%s is one of a prefix',
    (name) => {
      const found = variable(name, 'http');
      expect(found?.prefix).toBe(true);
      expect(found && name.startsWith(found.name)).toBe(true);
      expect(variable(name, 'stream')).toBeUndefined();
    },
  );

  test('some may be set', () => {
    expect(variable('args', 'http')?.settable).toBe(true);
    expect(variable('limit_rate', 'http')?.settable).toBe(true);
    expect(variable('request_uri', 'http')?.settable).toBe(false);
  });

  test('captures are variables of one digit', () => {
    expect(variable('1', 'http')?.origin).toBe('by hand');
    expect(variable('1', 'stream')?.origin).toBe('by hand');
    expect(variable('0', 'http')).toBeUndefined();
    expect(variable('10', 'http')).toBeUndefined();
  });

  test('come with versions', () => {
    expect(variable('request_port', 'http', '1.29.2')).toBeUndefined();
    expect(variable('request_port', 'http', '1.29.3')).toBeDefined();
    expect(variable('proxy_protocol_tlv_ssl_cn', 'http', '1.23.1')).toBeUndefined();
    expect(variable('proxy_protocol_tlv_ssl_cn', 'http', '1.23.2')).toBeDefined();
  });

  test('that a configuration has to define are not known', () => {
    expect(variable('connection_upgrade', 'http')).toBeUndefined();
  });

  test("of nginx's own that are newer than the oldest measured have their exact version", () => {
    const [oldest = ''] = measuredVariables()[0]?.askedIn ?? [];
    const unexplained = measuredVariables()
      .filter(({ origin }) => origin === 'nginx' || origin === 'ngx_stream_module')
      .filter(({ measuredIn, since }) => !measuredIn.includes(oldest) && since === undefined);
    // They are of a module that was not in the oldest build.
    expect(unexplained.map(({ name }) => name)).toEqual([
      'realip_remote_addr',
      'realip_remote_port',
    ]);
  });
});
