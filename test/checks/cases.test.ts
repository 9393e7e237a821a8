import { describe, expect, test } from 'vitest';
import { directiveAt, type LoadedFile, load } from '../../src/nginx/syntax/index.ts';
import { type Checked, check } from '../../src/verbs/check.ts';
import { absent, type SharedCase, sharedCases } from '../model/shared-cases.ts';
import { CHECK_OF, INVISIBLE, isSecure, settingsOf } from './case-truth.ts';

/** The version that the cases were observed with. */
const VERSION = '1.22.1';

const faults = sharedCases.filter(({ cause }) => cause !== 'none' && !INVISIBLE[cause]);
const healthy = sharedCases.filter(({ cause }) => cause === 'none' || INVISIBLE[cause]);

describe.skipIf(absent !== undefined)(
  `the cases${absent === undefined ? '' : `: ${absent}`}`,
  () => {
    test('are known, each with the check of its cause', () => {
      expect(sharedCases.length).toBeGreaterThan(0);
      const unknown = faults.filter(({ cause }) => CHECK_OF[cause] === undefined);
      expect(unknown.map(({ id, cause }) => `${id}: ${cause}`)).toEqual([]);
    });

    test.each(faults.map((one) => [one.id, one] as const))('%s is found', async (_, one) => {
      const { findings } = await judge(one);
      const told = findings.map(({ check: id, file, line }) => `${id} ${file}:${line}`);
      const wanted = placesOf(one).map((place) => `${CHECK_OF[one.cause]} ${place}`);
      expect(told.filter((place) => wanted.includes(place))).not.toEqual([]);
    });

    test.each(healthy.map((one) => [one.id, one] as const))('%s is left alone', async (_, one) => {
      for (const checked of [await judge(one), await judge(one, [])]) {
        const heavy = checked.findings.filter(({ severity }) => severity !== 'advice');
        expect(heavy.map(({ check: id, line, message }) => `${id} ${line}: ${message}`)).toEqual(
          [],
        );
        expect(checked.broken).toEqual([]);
      }
    });
  },
);

async function judge(one: SharedCase, urls?: readonly string[]): Promise<Checked> {
  const options = {
    path: `${one.folder}/nginx.conf`,
    prefix: one.folder,
    settings: { nginxVersion: VERSION, ...settingsOf(one) },
  };
  return check({ ...options, urls: urls ?? [await urlOf(one, options)] });
}

/** The case's request at the socket that it means: with TLS or not, of the server with its name. */
async function urlOf(one: SharedCase, options: Parameters<typeof check>[0]): Promise<string> {
  const { host = 'app.example.com', request_path: path } = one;
  const { model } = await check(options);
  const tls = isSecure(one);
  const name = host.replace(/:\d+$/, '');
  const sockets = (model.listeners?.sockets ?? []).filter(
    (socket) => (socket.ssl !== undefined) === tls,
  );
  const named = sockets.find((socket) => socket.names.find(name).found !== undefined);
  const address = (named ?? sockets[0])?.address;
  const port = address === undefined || address.kind === 'unix' ? 9080 : address.port;
  return `ws${tls ? 's' : ''}://${name}:${port}${path}`;
}

/** The culprit's line; where a line is missing, that of the block around the place. */
function placesOf({ culprit, cause, folder }: SharedCase): string[] {
  if (culprit === null) return cause === 'cdn_idle_timeout' ? everyLine('nginx.conf') : [];
  const { file, line, nearest_line: nearest = 1 } = culprit;
  if (line !== null) return [`${file}:${line}`];
  const { tree, source } = parseFile(`${folder}/${file}`);
  const lines = source.chars.split('\n');
  const offset = lines.slice(0, nearest).join('\n').length - 1;
  let block = directiveAt(tree, offset);
  while (block !== undefined && block.block === undefined) block = block.parent.owner;
  return block === undefined ? [] : [`${file}:${source.position(block.nameSpan.start).line}`];
}

function parseFile(path: string): Pick<LoadedFile, 'tree' | 'source'> {
  const { main } = load(path);
  if (main === undefined) throw new Error(`${path} cannot be read.`);
  return main;
}

/** The fault is not in the file: wherever the finding is put. */
function everyLine(file: string): string[] {
  return Array.from({ length: 100 }, (_, index) => `${file}:${index + 1}`);
}
