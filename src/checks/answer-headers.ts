import { type Placed, removeDirective } from '../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigVerdict, SocketPath } from './configuration.ts';

/**
 * What browsers look at in a 101 (RFC 6455, section 4.1). `Connection` is not among it: nginx writes that
 * one itself, whatever is hidden.
 */
const NEEDED = /^(?:upgrade|sec-websocket-(?:accept|protocol|extensions))$/i;

/** Lines that spoil a 101 on its way to the client: the rule of `response-headers`. */
export function* judgeAnswerHeaders({
  handshake,
}: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { answer } = handshake;
  if (answer === undefined || handshake.passing?.request === undefined) return undefined;
  for (const at of answer.hidden) {
    const name = at.directive.args[0]?.value ?? '';
    if (!NEEDED.test(name)) continue;
    yield {
      at,
      message: `Browsers refuse the 101: it reaches them without ${name}, which proxy_hide_header takes out, while nginx and the backend believe the tunnel open. Remove the line.`,
      fix: { title: `Let ${name} through`, safe: true, edits: removal(at) },
    };
  }
  for (const { name, always, value, at } of answer.added) {
    if (!NEEDED.test(name) || !always || value.text === '') continue;
    yield {
      at,
      message: `Browsers refuse the 101: add_header puts a second ${name} beside that of the backend. Remove the line.`,
      fix: { title: `Do not add ${name}`, safe: true, edits: removal(at) },
    };
  }
  return undefined;
}

function removal({ directive, file }: Placed) {
  return removeDirective(directive).map((edit) => ({ file, edit }));
}
