import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { derive, TestContext } from '../../src/nginx/model/derived/derived.fixture.ts';
import type { DerivedVariable } from '../../src/nginx/model/derived/index.ts';
import { known } from '../../src/nginx/model/value.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { seededRandom } from '../differential/mutate.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { type AnsweringNginx, type Serving, startAnswering } from './answering-nginx.ts';
import { type DerivedBlock, type DerivedRequest, randomDerived } from './random-derived.ts';

const SEED = Number(process.env['FAIRLEAD_SEED'] ?? 1);
/** Requests to each nginx; all blocks are evaluated in each. */
const REQUESTS = Number(process.env['FAIRLEAD_DERIVED'] ?? 300);

const { blocks: all, requests } = randomDerived(seededRandom(SEED), {
  blocks: 120,
  requests: REQUESTS,
});

/** Debian has small ones without some of the modules: there a variable is always empty. */
function blocksFor({ configureArguments }: NginxBinary): Block[] {
  return all.map((block) => {
    const [kind] = block.text.split(' ', 1);
    const isMissing = configureArguments.includes(`--without-http_${kind}_module`);
    const text = isMissing ? `map a ${block.variables[0]} { }` : block.text;
    return { ...block, text, variable: derive(text) };
  });
}

interface Block extends DerivedBlock {
  readonly variable: DerivedVariable;
}

/** A header says who the client is, since nobody can connect from any address. */
function serving(blocks: readonly Block[]): Serving {
  const answer = blocks.map(({ variables: names }) => names.join('\x01')).join('\x02');
  const others = `map_hash_bucket_size 512; variables_hash_max_size 8192;
    real_ip_header X-Client; set_real_ip_from unix:;
    ${blocks.map(({ text }) => text).join('\n')}`;
  return { server: `return 200 "${answer}";`, others };
}

/** What we say of each block, the variables of its named groups behind it. */
function ours(blocks: readonly Block[], asked: DerivedRequest): string[] {
  const context = new TestContext({ http_x: asked.x, http_a: asked.a });
  context.clientAddress = known(asked.client);
  context.forwardedFor = asked.forwardedFor;
  return blocks.map(({ variable, variables: [, ...groups] }) => {
    const { text = 'unknown' } = variable.evaluate(context);
    context.variables[variable.name] = text;
    return [text, ...groups.map((name) => context.variables[name.slice(1)] ?? '')].join('\x01');
  });
}

describe.each(await candidates())('$version', (candidate) => {
  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    let nginx: AnsweringNginx | undefined;
    const blocks = candidate.nginx === undefined ? [] : blocksFor(candidate.nginx);
    let socketPath = '';
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    beforeAll(async () => {
      nginx = await startAnswering(candidate.nginx as NginxBinary, (folder) => {
        socketPath = `${folder}/web.sock`;
        return serving(blocks);
      });
    });
    afterAll(async () => {
      agent.destroy();
      await nginx?.stop();
    });

    function ask({ x, a, client, forwardedFor }: DerivedRequest): Promise<string[]> {
      const headers = { X: x, A: a, 'X-Client': client, 'X-Forwarded-For': [...forwardedFor] };
      return new Promise((resolve, reject) => {
        const sent = request({ socketPath, agent, headers }, (response) => {
          let body = '';
          response.setEncoding('latin1');
          response.on('data', (chunk: string) => {
            body += chunk;
          });
          response.on('end', () => resolve(body.split('\x02')));
          response.on('error', reject);
        });
        sent.on('error', reject);
        sent.end();
      });
    }

    test(`${blocks.length} blocks say what nginx says, for ${requests.length} requests`, async () => {
      for (const asked of requests) {
        const theirs = await ask(asked);
        const differing = ours(blocks, asked)
          .map((text, index) => ({ ours: text, nginx: theirs[index], block: blocks[index]?.text }))
          .filter(({ ours: text, nginx: answer }) => text !== answer);
        expect(differing, JSON.stringify(asked)).toEqual([]);
      }
    });
  });
});
