import { type Level, type Trace, variablesBehind } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

/**
 * Whether an `if` asks for nothing but what lines of `set` say, whoever the client is:
 * `set $maintenance 1; if ($maintenance) { … }`.
 */
export function isSwitch({ exchange }: Trace, { directive }: Placed): boolean {
  if (exchange === undefined || directive.name !== 'if') return false;
  const condition = directive.args.map(({ raw }) => raw).join(' ');
  const names = [...variablesBehind(exchange, condition)];
  return names.length > 0 && names.every((name) => setLine(exchange.level, name) !== undefined);
}

/** The line that turns such a switch on: the last that sets its variable. */
export function switchLine({ exchange }: Trace, { directive }: Placed): Placed | undefined {
  const [name] = /\w+/.exec(directive.args[0]?.value ?? '') ?? [];
  return name === undefined ? undefined : setLine(exchange?.level, name.toLowerCase());
}

function setLine(level: Level | undefined, name: string): Placed | undefined {
  for (let at = level; at !== undefined; at = at.parent) {
    const isSame = ({ directive }: Placed): boolean =>
      directive.args[0]?.value.toLowerCase() === `$${name}`;
    const line = at.named('set').findLast(isSame);
    if (line !== undefined) return line;
  }
  return undefined;
}
