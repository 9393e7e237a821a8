import { describe, expect, test } from 'vitest';
import {
  acceptsArguments,
  contextInside,
  describeArguments,
  directive,
  directiveIn,
  formsOf,
  isAllowed,
  MEASURED_VERSIONS,
  measuredNames,
} from './index.ts';

const KINDS = ['line', 'flag', 'block', 'entries', 'foreign'];

function contextsOf(name: string, version: string): string[] {
  return directive(name, version)?.shapes.flatMap(({ contexts }) => contexts) ?? [];
}

describe('the measured tables', () => {
  const forms = measuredNames().flatMap(formsOf);

  test('have rows that say where, how many arguments, what kind, and when', () => {
    expect(forms.length).toBeGreaterThan(1300);
    for (const form of forms) {
      expect(form.module, form.name).toMatch(/^(ngx|ndk)_\w+$/);
      expect(form.contexts.length, form.name).toBeGreaterThan(0);
      expect(form.arguments.least, form.name).toBeGreaterThanOrEqual(0);
      expect(form.arguments.most, form.name).toBeGreaterThanOrEqual(form.arguments.least);
      expect(KINDS, form.name).toContain(form.kind);
      expect(form.measuredIn.length, form.name).toBeGreaterThan(0);
      expect(form.askedIn, form.name).toEqual(expect.arrayContaining([...form.measuredIn]));
    }
  });

  test('have one shape of a name in one context and one version', () => {
    for (const version of MEASURED_VERSIONS) {
      for (const name of measuredNames()) {
        const contexts = contextsOf(name, version);
        // Modules of third parties may take the same name; they are seldom loaded together.
        const own = directive(name, version)?.shapes.filter(({ thirdParty }) => !thirdParty) ?? [];
        const ownContexts = own.flatMap((shape) => shape.contexts);
        expect(new Set(ownContexts).size, `${name} ${version}`).toBe(ownContexts.length);
        expect(contexts.length === 0, `${name} ${version}`).toBe(!directive(name, version));
      }
    }
  });

  test("have the exact version of everything that nginx's own modules gained since the oldest", () => {
    const [oldest = ''] = MEASURED_VERSIONS;
    const unexplained = forms
      .filter((form) => !form.thirdParty && !form.patched && form.askedIn.includes(oldest))
      .filter((form) => !form.measuredIn.includes(oldest) && form.since === undefined);
    expect(unexplained.map(({ module, name }) => `${module} ${name}`)).toEqual([]);
  });

  test('say of every exact version what was measured before and after it', () => {
    for (const { name, since, measuredIn, askedIn } of forms) {
      if (since === undefined) continue;
      const newer = askedIn.filter((version) => isNewer(version, since));
      expect(measuredIn, name).toEqual(newer);
    }
  });
});

function isNewer(version: string, since: string): boolean {
  return version.localeCompare(since, 'en', { numeric: true }) >= 0;
}

describe('examples of nginx documentation', () => {
  test('proxy_set_header: http, server, location; two arguments; not in if', () => {
    expect(contextsOf('proxy_set_header', '1.22.1')).toEqual(['http', 'server', 'location']);
    expect(isAllowed('proxy_set_header', 'location-if', '1.22.1')).toBe(false);
    expect(acceptsArguments('proxy_set_header', 2, 'location')).toBe(true);
    expect(acceptsArguments('proxy_set_header', 1, 'location')).toBe(false);
    expect(directiveIn('proxy_set_header', 'server')?.inheritance).toBe('list');
  });

  test('proxy_pass: a location, an if or limit_except in it, or a server of stream', () => {
    const own = ['location', 'location-if', 'limit-except', 'stream-server'];
    expect(contextsOf('proxy_pass', '1.30.6').sort()).toEqual(own.sort());
    expect(acceptsArguments('proxy_pass', 1, 'location')).toBe(true);
    expect(acceptsArguments('proxy_pass', 2, 'location')).toBe(false);
    expect(directiveIn('proxy_pass', 'location')?.inheritance).toBe('unnamed');
  });

  test('server is a block in http and a line in upstream', () => {
    expect(directiveIn('server', 'http')?.kind).toBe('block');
    expect(directiveIn('server', 'upstream')?.kind).toBe('line');
    expect(contextInside('server', 'http')).toBe('server');
    expect(contextInside('server', 'stream')).toBe('stream-server');
    expect(contextInside('server', 'upstream')).toBeUndefined();
  });

  test('map, types and geo hold entries, content_by_lua_block holds Lua', () => {
    for (const name of ['map', 'types', 'geo', 'split_clients']) {
      expect(directiveIn(name, 'http')?.kind, name).toBe('entries');
    }
    expect(directiveIn('content_by_lua_block', 'location')?.kind).toBe('foreign');
  });

  test('server_name takes one or more', () => {
    const shape = directiveIn('server_name', 'server');
    expect(shape && describeArguments(shape.arguments)).toBe('at least 1 argument');
    expect(acceptsArguments('server_name', 0, 'server')).toBe(false);
    expect(acceptsArguments('server_name', 99, 'server')).toBe(true);
  });

  test('include stands everywhere', () => {
    for (const context of ['main', 'location-if', 'stream-upstream', 'mail-server'] as const) {
      expect(isAllowed('include', context), context).toBe(true);
    }
  });

  test('what no measured nginx knows is undefined, not refused', () => {
    expect(directive('no_such_directive')).toBeUndefined();
    expect(isAllowed('no_such_directive', 'http')).toBeUndefined();
    expect(acceptsArguments('proxy_pass', 1, 'http')).toBeUndefined();
  });
});

describe('versions', () => {
  test.each([
    ['http2', '1.25.1', '1.25.0'],
    ['sticky', '1.29.6', '1.29.5'],
    ['add_header_inherit', '1.29.3', '1.29.2'],
    ['keepalive_min_timeout', '1.27.4', '1.27.3'],
    ['quic_retry', '1.25.0', '1.24.0'],
  ])('%s came with %s', (name, since, before) => {
    expect(directive(name, since)?.shapes[0]?.since).toBe(since);
    expect(directive(name, before)).toBeUndefined();
    expect(directive(name, '1.99.0')).toBeDefined();
  });

  test('ssl went with 1.25.1', () => {
    expect(directive('ssl', '1.25.0')).toBeDefined();
    expect(directive('ssl', '1.25.1')).toBeUndefined();
  });

  test('keepalive takes `local` from 1.29.7 on', () => {
    expect(acceptsArguments('keepalive', 2, 'upstream', '1.29.6')).toBe(false);
    expect(acceptsArguments('keepalive', 2, 'upstream', '1.29.7')).toBe(true);
    expect(acceptsArguments('keepalive', 1, 'upstream', '1.18.0')).toBe(true);
  });

  test("Debian's own addition is in what Debian built, and else not before 1.29.8", () => {
    expect(isAllowed('max_headers', 'http', '1.22.1')).toBe(true);
    expect(isAllowed('max_headers', 'http', '1.24.0')).toBeUndefined();
    expect(isAllowed('max_headers', 'http', '1.29.8')).toBe(true);
  });

  test('a version older than all that was measured is taken for the oldest', () => {
    expect(directive('proxy_pass', '1.10.0')).toBeDefined();
    expect(directive('http2', '1.10.0')).toBeUndefined();
  });
});

describe('defaults', () => {
  const defaultIn = (name: string, context: 'location' | 'upstream' | 'events', version?: string) =>
    directiveIn(name, context, version)?.default?.value;

  test.each([
    ['proxy_http_version', 'location', '1.29.6', '1.0'],
    ['proxy_http_version', 'location', '1.29.7', '1.1'],
    ['proxy_read_timeout', 'location', '1.18.0', '60s'],
    ['keepalive', 'upstream', '1.29.6', undefined],
    ['keepalive', 'upstream', '1.29.7', '32 local'],
    ['keepalive_requests', 'upstream', '1.19.9', '100'],
    ['keepalive_requests', 'upstream', '1.19.10', '1000'],
    ['worker_connections', 'events', undefined, '512'],
  ] as const)('%s in %s of %s', (name, context, version, value) => {
    expect(defaultIn(name, context, version)).toBe(value);
  });

  test('each names its source', () => {
    expect(directiveIn('proxy_read_timeout', 'location')?.default?.source).toBe(
      "src/http/modules/ngx_http_proxy_module.c of nginx's source",
    );
    expect(directiveIn('keepalive', 'upstream')?.default?.source).toBe('CHANGES, nginx 1.29.7');
  });
});
