import type { Line } from './line.ts';
import type { PlannedListener } from './listen-plan.ts';
import type { Rewriting } from './rewriting.ts';

const VARIABLE = 'fairlead_server_port';
const WRITTEN = /\$(?:\{server_port\}|server_port(?![A-Za-z0-9_]))/g;

/** A text with variables, in which `$server_port` names the port that the user has. */
export function ofUserPorts(text: string): string {
  return text.replace(WRITTEN, `\${${VARIABLE}}`);
}

/** `$server_port` names the port that the user has; each of its uses is led to a map that does. */
export function rewriteServerPort(line: Line, into: Rewriting): void {
  for (const { raw, span } of line.directive.args) {
    const text = ofUserPorts(raw);
    if (text !== raw) into.replace(line, span, text);
  }
}

/** The map that its uses read. */
export function serverPortMap(plan: Iterable<PlannedListener>): string {
  const entries = Array.from(plan, ({ port, socket: { address } }) =>
    address.kind === 'unix' ? '' : `${port} ${address.port};`,
  );
  return `map $server_port $${VARIABLE} { default $server_port; ${entries.join(' ')} }`;
}
