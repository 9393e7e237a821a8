import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAtLeast } from '../../src/nginx/catalog/version.ts';
import { readPassing } from '../../src/nginx/model/proxy/passing.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { type Case, HANDSHAKE } from './cases/case.ts';
import { inheritanceCases, upgradeCases } from './cases/header-cases.ts';
import { type KeepaliveCase, keepaliveCases, keepsConnections } from './cases/keepalive-cases.ts';
import { locationCases } from './cases/location-cases.ts';
import { serverCases } from './cases/server-cases.ts';
import { mapCases, uriCases } from './cases/uri-cases.ts';
import { type SiteOfCases, startSiteOfCases } from './site-of-cases.ts';

/** What was measured of nginx, statement by statement, asked of the model and of nginx again. */
const STATEMENTS: readonly Case[] = [
  ...locationCases,
  ...serverCases,
  ...inheritanceCases,
  ...upgradeCases,
  ...uriCases,
  ...mapCases,
];

/** The model alone can say that HTTP/2 goes upstream: the backend of this test does not speak it. */
const HTTP2: Case = {
  name: '4 proxy_http_version 2, which is there since 1.29.4, never upgrades',
  since: '1.29.4',
  server: 'location / { proxy_http_version 2; proxy_pass http://backend; }',
  asks: [{ target: '/', expected: {} }],
};

/** A subrequest that is answered with 101: by its headers alone the model tells what will come. */
const SUBREQUEST: Case = {
  name: '4 auth_request takes over what asks for a tunnel, and cannot have one',
  server: `proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;
    location / { auth_request /auth; proxy_pass http://backend; }
    location = /auth { proxy_pass http://backend/?answer=101; }`,
  asks: [{ target: '/', headers: HANDSHAKE, expected: {} }],
};

const FILES = {
  // So that the disk facts know what is not in it.
  'html/index.html': '',
  'snippet.conf': 'proxy_set_header X-Snippet 1;',
  'order/1.conf': 'set $order "$order-1";',
  'order/10.conf': 'set $order "$order-10";',
  'order/2.conf': 'set $order "$order-2";',
};

describe.each(await candidates())('$version', (candidate) => {
  const nginx = candidate.nginx as NginxBinary;
  const { version } = candidate;
  const isTaken = ({ since = '0' }: Case): boolean => isAtLeast(version, since);

  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    let site: SiteOfCases;
    beforeAll(async () => {
      const cases = [...STATEMENTS, HTTP2, SUBREQUEST, ...keepaliveCases].filter(isTaken);
      site = await startSiteOfCases(nginx, cases, FILES);
    });
    afterAll(() => site?.stop());

    test.each(STATEMENTS.filter(isTaken))('$name', async (one) => {
      for (const ask of one.asks) {
        const { expected } = ask;
        const seen = await site.nginx(one, ask);
        expect(seen).toMatchObject(typeof expected === 'function' ? expected(version) : expected);
        expect(site.modelSees(one, ask)).toEqual(seen);
      }
    });

    test.runIf(isTaken(HTTP2))(HTTP2.name, async () => {
      for (const ask of HTTP2.asks) {
        expect((await site.nginx(HTTP2, ask)).status).toBe(502);
        expect(site.model(HTTP2, ask).passing?.request).toMatchObject({ httpVersion: '2' });
      }
    });

    test(SUBREQUEST.name, async () => {
      for (const ask of SUBREQUEST.asks) {
        expect((await site.nginx(SUBREQUEST, ask)).status).toBe(444);
        const [asked] = site.model(SUBREQUEST, ask).exchange?.subrequests ?? [];
        if (asked?.exchange.outcome?.kind !== 'proxy') throw new Error('A backend is asked.');
        const { request } = readPassing(asked.exchange, asked.exchange.outcome.at);
        expect(request?.line.text).toBe('GET /?answer=101 HTTP/1.1');
        expect(request?.headers[0]).toMatchObject({
          name: 'Upgrade',
          value: { text: 'websocket' },
        });
      }
    });

    test.each(keepaliveCases.filter(isTaken))('$name', async (one: KeepaliveCase) => {
      const [ask] = one.asks;
      if (ask === undefined) throw new Error('A case asks something.');
      const count = await site.connections(one, ask, 6);
      expect(count).toBe(one.connections(version));
      expect(keepsConnections(site.model(one, ask)) ? 1 : 6).toBe(count);
    });
  });
});
