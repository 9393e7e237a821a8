import { join } from 'node:path';
import { formsOf } from '../../src/nginx/catalog/directive-form.ts';
import { unmeasuredModule } from '../../src/nginx/catalog/third-party.ts';
import { Level } from '../../src/nginx/model/level.ts';
import { refusals } from '../../src/nginx/model/refusals.ts';
import { type NginxBinary, testConfiguration } from '../../src/nginx/process/index.ts';
import { placeOf } from '../../src/nginx/syntax/configuration.ts';
import { load } from '../../src/nginx/syntax/load.ts';

/** What kind of refusal it is; `other` is about values, files and addresses, which are not judged here. */
export type Kind =
  | 'syntax'
  | 'unknown-directive'
  | 'not-allowed-here'
  | 'block-unexpected'
  | 'block-missing'
  | 'argument-count'
  | 'other';

/** One thing that is refused. */
export interface Refused {
  readonly kind: Kind;
  readonly text: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/** How nginx words its refusals (ngx_conf_file.c). */
const WORDINGS: readonly (readonly [RegExp, Kind])[] = [
  [/^unknown directive /, 'unknown-directive'],
  [/ directive is not allowed here/, 'not-allowed-here'],
  [/ is not terminated by ";"/, 'block-unexpected'],
  [/ has no opening "\{"/, 'block-missing'],
  [/^invalid number of arguments in /, 'argument-count'],
  [/^unexpected |^too long parameter/, 'syntax'],
];

/** What nginx refuses first; undefined where it accepts. */
export async function nginxVerdict(
  nginx: NginxBinary,
  prefix: string,
): Promise<Refused | undefined> {
  const { ok, messages } = await testConfiguration(nginx, {
    prefix,
    file: join(prefix, 'nginx.conf'),
  });
  if (ok) return undefined;
  const said = messages.find(({ level }) => level === 'emerg') ?? messages[0];
  const text = said?.text ?? 'nothing';
  const kind = WORDINGS.find(([wording]) => wording.test(text))?.[1] ?? 'other';
  const file = said?.file?.replace(`${prefix}/`, '');
  return { kind, text, file, line: said?.line };
}

/** All that we find refused, syntax first, each in the order of the text. */
export function ourVerdict(prefix: string, version: string): Refused[] {
  const configuration = load(join(prefix, 'nginx.conf'));
  const syntax = configuration.problems
    .filter(({ severity, code }) => severity === 'error' && !code.startsWith('file-'))
    .map(({ message, name, line }) => ({
      kind: 'syntax' as const,
      text: message,
      file: name,
      line,
    }));
  const rest = [...refusals(Level.main(configuration), version)].map(
    ({ code, message, placed }) => ({
      kind: code,
      text: message,
      ...placeOf(placed),
    }),
  );
  return [...syntax, ...rest];
}

/** Why the two disagree; undefined where they agree. An `explained` one is no fault of ours. */
export function compare(
  ours: readonly Refused[],
  theirs: Refused | undefined,
): { readonly explained: boolean; readonly why: string } | undefined {
  if (theirs === undefined) {
    const [first] = ours;
    return first && { explained: false, why: `nginx accepts it, we say: ${first.text}` };
  }
  if (theirs.kind === 'other') return beforeTheirs(ours, theirs);
  if (ours.some(({ kind }) => kind === theirs.kind)) return undefined;
  const name = /"([^"]*)"/.exec(theirs.text)?.[1] ?? '';
  const isOfModule = formsOf(name).length > 0 || unmeasuredModule(name) !== undefined;
  if (theirs.kind === 'unknown-directive' && isOfModule) {
    return { explained: true, why: `"${name}" is of a module that this build lacks` };
  }
  return { explained: false, why: `nginx: ${theirs.text}; we say: ${ours[0]?.text ?? 'fine'}` };
}

/** nginx stops at its first refusal; what we refuse before that place it had accepted. */
function beforeTheirs(ours: readonly Refused[], theirs: Refused) {
  const before = ours.find(
    ({ kind, file, line = 0 }) =>
      kind !== 'syntax' && file === theirs.file && line < (theirs.line ?? 0),
  );
  return before && { explained: false, why: `nginx got to ${theirs.text}; we say: ${before.text}` };
}
