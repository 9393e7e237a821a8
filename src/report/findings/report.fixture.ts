import type { Check } from '../../checks/check.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import { SourceLines } from '../../engine/source-lines.ts';
import { load, objectFiles } from '../../nginx/syntax/index.ts';
import type { FindingsReport } from './findings-report.ts';

const MAIN = `events {}
http {
    include conf.d/*.conf;
    server {
        listen 80;
        proxy_set_header Upgrade $http_upgrade;

        location /api/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_set_header X-User "a,b";
        }
    }
}
`;

/** A check as reports see it. */
export function aCheck(id: string): Check {
  return { id, severity: 'error', title: `The ${id}`, why: 'Why.', bad: 'bad', good: 'good' };
}

/** A finding in the configuration of the fixture. */
export function aFinding(over: Partial<PlacedFinding> = {}): PlacedFinding {
  return {
    check: 'first',
    severity: 'error',
    ...{ file: 'nginx.conf', line: 10, column: 13 },
    where: 'location /api/',
    message: 'It breaks. Mend it.',
    related: [],
    fix: null,
    ...over,
  };
}

/** A report about a small configuration. */
export function aReport(over: Partial<FindingsReport> = {}): FindingsReport {
  const configuration = load('nginx.conf', {
    files: objectFiles({
      'nginx.conf': Buffer.from(MAIN),
      'conf.d/ü.conf': Buffer.from('map $a $b { }\n'),
    }),
  });
  return {
    nginx: { version: '1.22.1', by: 'found' },
    checks: [aCheck('first'), aCheck('second'), aCheck('third')],
    paths: [{ url: 'ws://any.example/api/' }],
    findings: [],
    suppressed: [],
    known: [],
    unknown: [],
    broken: [],
    sources: new SourceLines(configuration),
    pathOf: (file) => `etc/${file}`,
    ...over,
  };
}
