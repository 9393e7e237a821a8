import { type Placed, replaceArgument } from '../../nginx/syntax/index.ts';
import type { Fix } from '../configuration.ts';

/**
 * Writes another name, with its modifier, to a location. It takes other paths then, so it is not safe.
 * Undefined where the name stands in quotes.
 */
export function renamedLocation({ directive, file }: Placed, name: string): Fix | undefined {
  const { args, tree } = directive;
  if (args.some(({ quoted }) => quoted)) return undefined;
  // The modifier and the name may be two words.
  const words = args.length === 1 ? [name] : name.split(' ');
  const edits = args.flatMap((argument, at) => {
    const [before, word] = [args[at - 1], words[at]];
    if (word !== undefined) return replaceArgument(tree, argument, word);
    // With what stands between it and the last word.
    return [{ span: { start: (before ?? argument).span.end, end: argument.span.end }, text: '' }];
  });
  return {
    title: `Write location ${name}`,
    safe: false,
    edits: edits.map((edit) => ({ file, edit })),
  };
}
