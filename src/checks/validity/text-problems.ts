import {
  type Configuration,
  type Directive,
  directiveAt,
  type LoadedFile,
  type LoadProblem,
} from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence } from '../configuration.ts';
import { REFUSED } from './refused.ts';

/** Mistakes of the text, at the place where they are to be mended, and files that cannot be had. */
export function* judgeText({ configuration }: ConfigurationEvidence): Generator<ConfigProblem> {
  for (const problem of configuration.problems) {
    const { severity, file, span } = problem;
    const directive = file && nearest(file, span?.start ?? 0);
    if (severity !== 'error' || file === undefined || directive === undefined) continue;
    const isForeign = isOfOtherMachine(problem, directive, configuration);
    yield {
      at: { directive, file, from: undefined },
      ...(span && { span }),
      ...(isForeign && { severity: 'advice' as const }),
      ...(SPOILING.has(problem.code) && { spoils: 'file' as const }),
      // What it would bring may be all that other checks miss.
      ...(problem.code === 'file-missing' && !isForeign && { spoils: 'block' as const }),
      where: file.name,
      message: isForeign
        ? `What this brings is not judged: ${sentence(problem)} Where nginx runs, it has to be there.`
        : `${REFUSED} ${sentence(problem)}`,
    };
  }
}

/** Mistakes behind which nginx reads the rest of a file in another way than it is meant. */
const SPOILING: ReadonlySet<LoadProblem['code']> = new Set([
  'missing-semicolon',
  'unclosed-block',
  'unclosed-foreign-block',
  'unclosed-quote',
  'unexpected-after-quote',
  'unexpected-close',
  'unexpected-semicolon',
  'block-without-name',
]);

/**
 * A file with a whole path, outside the configuration's folder: it may be missing only here, where a
 * configuration for another machine is judged.
 */
function isOfOtherMachine(
  { code }: LoadProblem,
  { args }: Directive,
  { main }: Configuration,
): boolean {
  const path = args[0]?.value ?? '';
  const folder = main?.path.replace(/[^/]*$/, '') ?? '';
  const isBeside = folder !== '' && path.startsWith(folder);
  return code === 'file-missing' && path.startsWith('/') && !isBeside;
}

/** Findings belong to a directive; a stray brace goes with the one before it. */
function nearest({ tree }: LoadedFile, offset: number): Directive | undefined {
  const found = directiveAt(tree, offset);
  if (found !== undefined) return found;
  const { children } = tree.root;
  return children.findLast(({ span }) => span.start <= offset) ?? children[0];
}

function sentence({ message }: LoadProblem): string {
  const text = message.charAt(0).toLowerCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
