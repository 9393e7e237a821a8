import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedBad } from '../../src/checks/fixed-bad.fixture.ts';
import { checks } from '../../src/checks/index.ts';
import {
  describeMessage,
  type NginxBinary,
  testConfiguration,
} from '../../src/nginx/process/index.ts';
import { ownFiles } from '../lab/snippet-site.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

/** Checks whose bad configuration is one that nginx refuses: that is what they are about. */
const REFUSED: ReadonlySet<string> = new Set(['config-valid']);

/** Modules that builds may lack, what shows that a text needs them, and how a build says that. */
const OPTIONAL_MODULES = [
  { needed: /^stream \{/m, module: 'stream', isBuiltWith: '--with-stream' },
  {
    needed: /\bauth_request /,
    module: 'auth_request',
    isBuiltWith: '--with-http_auth_request_module',
  },
  {
    needed: /\blimit_conn_zone /,
    module: 'limit_conn',
    isBuiltWithout: '--without-http_limit_conn_module',
  },
] as const;

const found = await candidates();
const judged = checks.filter(({ config }) => config !== undefined);
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fairlead-accepted-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** What nginx says against a configuration; nothing where it takes it. */
async function objections(nginx: NginxBinary, text: string): Promise<string[]> {
  const prefix = await mkdtemp(join(root, 'run-'));
  for (const folder of ['logs', 'temp']) await mkdir(join(prefix, folder));
  const own = `http {\n${ownFiles(text, nginx, prefix)}`;
  const settled = `pid nginx.pid;\nerror_log logs/error.log;\n${text.replace('http {', own)}\n`;
  const file = join(prefix, 'nginx.conf');
  await writeFile(file, settled);
  const { ok, messages } = await testConfiguration(nginx, { prefix, file });
  return ok ? [] : messages.map(describeMessage);
}

describe.each(found)('$version', (candidate) => {
  const { nginx, version } = candidate;

  describe.each(judged)('$id', (check) => {
    const fixed = fixedBad(check, version);
    const texts = [
      ['bad', check.bad],
      ['good', check.good],
      ['mended', fixed],
    ] as const;
    for (const [name, text] of texts) {
      const isRefused = name === 'bad' && REFUSED.has(check.id);
      const why = text === undefined ? 'it has no fix' : lackingModule(nginx, text);
      const title = `${titleOf(candidate)} ${isRefused ? 'refuses' : 'accepts'} its ${name} configuration`;
      test.skipIf(!nginx || why)(
        why === undefined ? title : `${title} (skipped: ${why})`,
        async () => {
          if (!nginx || text === undefined) return;
          const said = await objections(nginx, text);
          if (isRefused) expect(said).not.toEqual([]);
          else expect(said).toEqual([]);
        },
      );
    }
  });
});

function lackingModule(nginx: NginxBinary | undefined, text: string): string | undefined {
  if (nginx === undefined) return undefined;
  const has = (argument: string): boolean => nginx.configureArguments.includes(argument);
  const lacking = OPTIONAL_MODULES.find((optional) => {
    if (!optional.needed.test(text)) return false;
    return 'isBuiltWith' in optional ? !has(optional.isBuiltWith) : has(optional.isBuiltWithout);
  });
  return lacking && `this build is without ${lacking.module}`;
}
