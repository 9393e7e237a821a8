import { type Placed, removeDirective } from '../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { passedHeaderFix } from './fixes/passed-header.ts';
import { bringerOf, headerLevel, isShared } from './fixes/place.ts';
import { placeInWords } from './place-in-words.ts';

/**
 * What browsers look at in a 101 (RFC 6455, section 4.1). `Connection` is not among it: nginx writes that
 * one itself, whatever is hidden.
 */
const NEEDED = /^(?:upgrade|sec-websocket-(?:accept|protocol|extensions))$/i;

/** Lines that spoil a 101 on its way to the client: the rule of `response-headers`. */
export function* judgeAnswerHeaders(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { answer, passing } = path.handshake;
  if (answer === undefined || passing?.request === undefined) return undefined;
  for (const at of answer.hidden) {
    const [name] = at.directive.args;
    if (name !== undefined && NEEDED.test(name.value)) yield hiddenHeader(path, at, name.value);
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

function hiddenHeader(path: SocketPath, at: Placed, name: string): ConfigProblem {
  const title = `Let ${name} through`;
  const where = placeInWords(path);
  const isOwn = isOnlyOf(path, at);
  return {
    at,
    message: `${effectOf(name)} ${isOwn ? 'Remove the line.' : `Others may need the line: set proxy_pass_header ${name} in ${where}, which goes before it.`}`,
    fix: isOwn
      ? { title, safe: true, edits: removal(at) }
      : passedHeaderFix(path, `${title} in ${where}`, name),
  };
}

/** What becomes of a 101 without a header (RFC 6455, section 4.1; RFC 7692, section 6). */
function effectOf(name: string): string {
  const lost = `it reaches them without ${name}, which proxy_hide_header takes out`;
  if (/extensions$/i.test(name)) {
    return `Nothing in the 101 tells browsers of compression: ${lost}. They close the tunnel at the first message that the backend compresses.`;
  }
  const asked = /protocol$/i.test(name)
    ? ' where the page asks for a subprotocol, as one for MQTT, STOMP or GraphQL does'
    : '';
  return `Browsers refuse the 101${asked}: ${lost}, while nginx and the backend believe the tunnel open.`;
}

/** Whether a line stands in the location of a path, or in a snippet that nobody else includes. */
function isOnlyOf(path: SocketPath, line: Placed): boolean {
  const level = headerLevel(path);
  const bringer = level && bringerOf(level, line);
  return (
    bringer === line || (bringer !== undefined && !isShared(path.model.configuration, line.file))
  );
}

function removal({ directive, file }: Placed): Fix['edits'] {
  return removeDirective(directive).map((edit) => ({ file, edit }));
}
