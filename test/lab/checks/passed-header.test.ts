import { expect } from 'vitest';
import { fixedBad } from '../../../src/checks/fixed-bad.fixture.ts';
import { responseHeaders } from '../../../src/checks/response-headers.ts';
import { candidates } from '../../nginx-versions.ts';
import { inVersion, proveSnippet, verdictIn } from './prove-snippet.ts';

/** What the location of the socket takes over, as other locations may need it. */
const HIDDEN_AROUND = {
  ...responseHeaders,
  bad: `events {}
http {
    server {
        listen 80;
        proxy_hide_header Upgrade;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
};

for (const candidate of await candidates()) {
  const { version } = candidate;
  const text = fixedBad(HIDDEN_AROUND, version) ?? '';

  inVersion(candidate, HIDDEN_AROUND, 'what is hidden around a location', async (nginx) => {
    for (const proof of await proveSnippet(nginx, HIDDEN_AROUND, 'bad')) {
      expect(verdictIn(proof, 'response-headers')).toMatchObject({ outcome: 'fails' });
    }
  });

  inVersion(candidate, HIDDEN_AROUND, 'is let through in it', async (nginx) => {
    expect(text).toContain('proxy_hide_header Upgrade;');
    const mended = { ...HIDDEN_AROUND, bad: text };
    for (const proof of await proveSnippet(nginx, mended, 'bad')) {
      expect(verdictIn(proof, 'config-valid')).toMatchObject({ outcome: 'holds' });
      expect(verdictIn(proof, 'response-headers')).toMatchObject({ outcome: 'holds' });
    }
  });
}
