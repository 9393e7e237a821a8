import { describe, expect, test } from 'vitest';
import { fixed, found } from './found.fixture.ts';
import { sticky } from './sticky.ts';

const NODES = 'server 10.0.0.1; server 10.0.0.2;';

function group(lines: string) {
  return { http: `upstream backend { ${lines} }`, pass: 'http://backend' };
}

describe('sticky', () => {
  test('is a warning only where a session is known to need it', () => {
    const nodes = group(NODES);
    const told = { facts: { nodesNeedSession: true } };
    expect(found(sticky, nodes)).toEqual(['advice: upstream backend']);
    expect(found(sticky, nodes, told)).toEqual(['warning: upstream backend']);
    expect(found(sticky, { ...nodes, location: '/socket.io/' })).toEqual([
      'warning: upstream backend',
    ]);
  });

  test.each([
    ['?EIO=4&transport=polling', 'warning'],
    ['?EIO=4&transport=websocket&sid=x', 'warning'],
    // A client without a session to come back to: it was told not to poll.
    ['?EIO=4&transport=websocket', 'advice'],
  ])('/socket.io/%s', (query, severity) => {
    const urls = [`ws://a.test/socket.io/${query}`];
    const findings = found(sticky, { ...group(NODES), location: '/' }, { urls });
    expect(findings).toEqual([`${severity}: upstream backend`]);
  });

  test('the plain request of a client that polls, and of no other', () => {
    const asked = (path: string) => ({ urls: [`http://a.test${path}`] });
    const nodes = { ...group(NODES), location: '/' };
    expect(found(sticky, nodes, asked('/socket.io/?EIO=3&transport=polling'))).toEqual([
      'warning: upstream backend',
    ]);
    expect(found(sticky, nodes, asked('/page'))).toEqual([]);
  });

  test.each([
    'server 10.0.0.1; server 10.0.0.2 backup; server 10.0.0.3 down;',
    `ip_hash; ${NODES}`,
    `hash $remote_addr consistent; ${NODES}`,
    `hash $cookie_io; ${NODES}`,
  ])('near miss: %s', (lines) => {
    expect(found(sticky, group(lines))).toEqual([]);
  });

  test.each([
    'least_conn',
    'random',
    'hash $request_uri',
    'hash $arg_sid',
    'hash $remote_addr$args',
  ])('%s leads a client elsewhere', (method) => {
    expect(found(sticky, group(`${method}; ${NODES}`))).toEqual([`advice: ${method}`]);
  });

  test('what a key of its own leads to is not known', () => {
    expect(found(sticky, group(`hash $mine; ${NODES}`))).toEqual([]);
  });

  test('sticky itself, since 1.29.6', () => {
    const lines = `${NODES} sticky cookie node;`;
    expect(found(sticky, group(lines), { version: '1.30.6' })).toEqual([]);
    const lost = `sticky cookie node; ${NODES} least_conn;`;
    expect(found(sticky, group(lost), { version: '1.30.6' })).toHaveLength(1);
  });

  test('a backend that split_clients draws', () => {
    const drawn = (key: string) => ({
      http: `split_clients ${key} $node { 50% 10.0.0.1; * 10.0.0.2; }`,
      pass: 'http://$node:80',
    });
    expect(found(sticky, drawn('$request_id'))).toEqual([
      'advice: split_clients $request_id $node',
    ]);
    const told = { facts: { nodesNeedSession: true } };
    expect(found(sticky, drawn('a$msec'), told)).toEqual(['warning: split_clients a$msec $node']);
    expect(found(sticky, drawn('$remote_addr'), told)).toEqual([]);
    expect(fixed(sticky, drawn('$request_id'))).toContain('split_clients $remote_addr $node');
    const same = { http: 'split_clients $request_id $node { 1% b; * b; }', pass: 'http://$node' };
    expect(found(sticky, same, told)).toEqual([]);
  });

  test('behind a load balancer the address is that of the load balancer', () => {
    const facts = { hops: [{ name: 'alb', idleMs: undefined }] };
    const lines = group(`ip_hash; ${NODES}`);
    expect(found(sticky, lines, { facts })).toEqual(['advice: ip_hash']);
    const http = `${lines.http} set_real_ip_from 10.0.0.0/8;`;
    // An ALB sends no X-Real-IP, which is the default.
    expect(found(sticky, { ...lines, http }, { facts })).toEqual(['advice: ip_hash']);
    const told = { ...lines, http: `${http} real_ip_header X-Forwarded-For;` };
    expect(found(sticky, told, { facts })).toEqual([]);
    const own = { hops: [{ name: 'our-own', idleMs: undefined }] };
    expect(found(sticky, { ...lines, http }, { facts: own })).toEqual([]);
    const needed = { ...facts, nodesNeedSession: true };
    expect(found(sticky, lines, { facts: needed })).toEqual(['warning: ip_hash']);
    expect(found(sticky, group(`hash $cookie_io; ${NODES}`), { facts })).toEqual([]);
  });

  test('the fix fits the version, and what stands there', () => {
    expect(fixed(sticky, group(NODES))).toContain('{ ip_hash; server');
    expect(fixed(sticky, group(`least_conn; ${NODES}`))).toContain('{ ip_hash; server');
    expect(fixed(sticky, group(NODES), { version: '1.30.6' })).toContain('sticky cookie node');
    // ip_hash takes no backup.
    const spare = group(`${NODES} server 10.0.0.3 backup;`);
    expect(() => fixed(sticky, spare)).toThrow('no fix');
  });
});
