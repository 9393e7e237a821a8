import { expect, test } from 'vitest';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, placesOf } from '../judged.fixture.ts';

function behindInclude(line: string): string[] {
  return placesOf(findingsOf(configValid, inServer(`include /nowhere/a.conf;\n${line}`)));
}

test.each(['gzip yes;', 'location / { proxy_pass ws://a; }', 'gzip on; gzip on;', 'frob on;'])(
  '%s is refused, whatever a file brings that is not here',
  (line) => {
    expect(behindInclude(line)).toEqual(['advice 7', 'error 8']);
  },
);

test.each(['listen 443 ssl;', 'set $a $b;', 'proxy_buffer_size 64k;', 'limit_conn a 1;'])(
  '%s may lack what is in a file that is not here',
  (line) => {
    expect(behindInclude(line)).toEqual(['advice 7']);
  },
);
