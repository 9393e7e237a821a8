import { describe, expect, test } from 'vitest';
import { formsOf, measuredNames } from '../../nginx/catalog/index.ts';
import { HARMLESS } from './harmless.fixture.ts';
import { TREATMENTS } from './treatments.ts';

/** Directives of nginx's own, but those of mail, whose blocks are left out, and of Perl, which is code. */
const own = measuredNames().filter((name) => {
  const forms = formsOf(name).filter(({ thirdParty }) => !thirdParty);
  return forms.some(({ module }) => !/^ngx_mail_|^ngx_http_perl_/.test(module));
});

/** Not measured, since no build has it, and nginx's own all the same. */
const UNMEASURED = ['google_perftools_profiles'];

describe('every directive of nginx’s own', () => {
  test('is led into the sandbox, left out, or known to name nothing of the machine', () => {
    const unheardOf = own.filter((name) => !TREATMENTS.has(name) && !HARMLESS.has(name));
    expect(unheardOf).toEqual([]);
  });

  test('is in one of the two lists only', () => {
    expect([...TREATMENTS.keys()].filter((name) => HARMLESS.has(name))).toEqual([]);
  });

  test('is one that nginx has', () => {
    const listed = [...TREATMENTS.keys(), ...HARMLESS];
    const known = new Set([...own, ...UNMEASURED]);
    expect(listed.filter((name) => !known.has(name))).toEqual([]);
  });

  test('whose name says that it takes a file, a folder or an address has a treatment', () => {
    const telling =
      /(?:^|_)(?:path|file|root|alias|log|certificate|certificate_key|dhparam|crl|bind|pass|resolver|listen|store|stylesheet|engine|include|env|user)$/;
    // Flags, and paths of cookies.
    const exempt = new Set([
      'create_full_put_path',
      'proxy_cookie_path',
      'userid_path',
      'rewrite_log',
    ]);
    const untreated = own.filter((name) => telling.test(name) && !TREATMENTS.has(name));
    expect(untreated.filter((name) => !exempt.has(name))).toEqual([]);
  });
});
