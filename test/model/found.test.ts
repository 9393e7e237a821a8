import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAtLeast } from '../../src/nginx/catalog/version.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { captureCase, foundCases } from './cases/found-cases.ts';
import { type SiteOfCases, startSiteOfCases } from './site-of-cases.ts';

const FILES = { 'html/folder/file.txt': 'a file', 'html/a folder/file.txt': 'a file' };

describe.each(await candidates())('$version', (candidate) => {
  const nginx = candidate.nginx as NginxBinary;
  const { version } = candidate;
  const taken = foundCases.filter(({ since = '0' }) => isAtLeast(version, since));

  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    let site: SiteOfCases;
    beforeAll(async () => {
      site = await startSiteOfCases(nginx, [...taken, captureCase], FILES);
    });
    afterAll(() => site?.stop());

    test.each(taken)('$name', async (one) => {
      for (const ask of one.asks) {
        const { expected } = ask;
        const seen = await site.nginx(one, ask);
        expect(seen).toMatchObject(typeof expected === 'function' ? expected(version) : expected);
        expect(site.modelSees(one, ask)).toEqual(seen);
      }
    });

    test(captureCase.name, async () => {
      const [plain, changed] = captureCase.asks;
      if (plain === undefined || changed === undefined) throw new Error('Two things are asked.');
      expect(await site.nginx(captureCase, plain)).toMatchObject(plain.expected);
      expect(site.modelSees(captureCase, plain)).toMatchObject(plain.expected);
      expect((await site.nginx(captureCase, changed)).redirect).toMatch(/^=x-yz-x/);
      expect(site.model(captureCase, changed).outcome).toMatchObject({
        redirect: { unknown: { what: '$1' } },
      });
    });
  });
});
