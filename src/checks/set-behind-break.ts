import type { Placed } from '../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';

/**
 * A `set` behind the `break` that the request met: no line of the rewrite module runs after it, and the
 * variable that `proxy_pass` needs is empty.
 */
export function setBehindBreak({ handshake }: SocketPath, pass: Placed): ConfigProblem | undefined {
  const { exchange, steps } = handshake;
  const lines = exchange?.level.lines ?? [];
  const stop = lines.findIndex((line) => isBreak(line) && steps.some(({ at }) => at === line));
  const [breaking, late] = [lines[stop], lines.slice(stop + 1).find((line) => isUsed(line, pass))];
  if (breaking === undefined || late === undefined) return undefined;
  const [name] = late.directive.args;
  return {
    at: late,
    severity: 'error',
    message: `The handshake is answered 500 ("invalid URL prefix" in the error log): ${name?.value} is empty, as this set stands behind a break, after which no set, if or rewrite of the location runs. Put it in front of that.`,
    related: [
      { at: breaking, message: 'ends it' },
      { at: pass, message: 'needs the variable' },
    ],
  };
}

function isBreak({ directive: { name, args } }: Placed): boolean {
  return name === 'break' || (name === 'rewrite' && args[2]?.value === 'break');
}

function isUsed({ directive: { name, args } }: Placed, { directive }: Placed): boolean {
  const [variable] = args;
  if (name !== 'set' || variable === undefined) return false;
  const words = directive.args[0]?.value.match(/\$\{?\w+/g) ?? [];
  return words.some((word) => word.replace('{', '') === variable.value);
}
