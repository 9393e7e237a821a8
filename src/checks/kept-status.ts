import { type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import type { ConfigProblem, Fix, SocketPath } from './configuration.ts';

/** An `error_page` on the way to the backend whose own status takes the place of the 101. */
export function keptStatus({ handshake }: SocketPath): ConfigProblem | undefined {
  const { steps, answer, passing } = handshake;
  const status = answer?.status;
  const at = steps.findLast(({ kind }) => kind === 'error-page')?.at;
  if (status === undefined || at === undefined || passing?.request === undefined) return undefined;
  const { args } = at.directive;
  const target = args.at(-1)?.value ?? '';
  const isSet = args.some(({ value }) => value.startsWith('='));
  const why = isSet ? 'which sets this status' : 'which keeps that of the error';
  return {
    at,
    message: `The client gets ${status} in the place of the backend's 101: the handshake comes to the backend by this error_page, ${why}. A = alone before ${target} takes the backend's.`,
    fix: isSet ? undefined : withEquals(at, target),
  };
}

/** Statuses of plain requests change with it, so it is not safe. */
function withEquals({ directive, file }: Placed, target: string): Fix | undefined {
  const { args, tree } = directive;
  const last = args.at(-1);
  if (last === undefined) return undefined;
  return {
    title: `Let the backend's status through to the client`,
    safe: false,
    edits: replaceArgument(tree, last, `= ${target}`).map((edit) => ({ file, edit })),
  };
}
