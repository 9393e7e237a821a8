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
  const edits = args.flatMap((word, at) => replaceArgument(tree, word, words[at] ?? ''));
  return {
    title: `Write location ${name}`,
    safe: false,
    edits: edits.map((edit) => ({ file, edit })),
  };
}
