import { describeMessage, type NginxMessage } from './log-message.ts';
import { findPortHolder, type PortHolder } from './port-holder.ts';

/** Why an nginx did not start. */
export type StartErrorKind = 'port-taken' | 'permission' | 'configuration' | 'other';

/** nginx did not start; nothing of it runs. */
export class NginxStartError extends Error {
  override readonly name: string = 'NginxStartError';
  readonly kind: StartErrorKind;
  /** The address of `port-taken` and `permission`, as nginx writes it: `0.0.0.0:8443`. */
  readonly address: string | undefined;
  /** Who holds the port, where the system tells. */
  readonly holder: PortHolder | undefined;
  /** What nginx said. */
  readonly messages: readonly NginxMessage[];

  constructor(message: string, details: StartErrorDetails) {
    super(message);
    this.kind = details.kind;
    this.address = details.address;
    this.holder = details.holder;
    this.messages = details.messages;
  }
}

interface StartErrorDetails {
  readonly kind: StartErrorKind;
  readonly address?: string;
  readonly holder?: PortHolder | undefined;
  readonly messages: readonly NginxMessage[];
}

/** That nginx could not listen on an address. */
export interface BindFailure {
  readonly address: string;
  /** In the system's words, such as `Address already in use`. */
  readonly reason: string;
}

/** The address that a message says cannot be listened on; undefined for any other message. */
export function bindFailure({ text }: NginxMessage): BindFailure | undefined {
  const [, address, reason] = /^bind\(\) to (.+) failed \(\d+: (.+)\)$/.exec(text) ?? [];
  return address === undefined || reason === undefined ? undefined : { address, reason };
}

/** Whether an address is refused because somebody listens there; nginx then tries again. */
export function isTaken({ reason }: BindFailure): boolean {
  return reason === 'Address already in use';
}

/** Makes the error of what nginx said; `otherwise` is the kind where it is not about an address. */
export async function explainStart(
  messages: readonly NginxMessage[],
  otherwise: 'configuration' | 'other',
): Promise<NginxStartError> {
  const failure = messages.map(bindFailure).find((found) => found !== undefined);
  if (failure && isTaken(failure)) return portTaken(failure.address, messages);
  if (failure?.reason === 'Permission denied') {
    const { address } = failure;
    const message =
      `nginx may not listen on ${address} (EACCES). Ports below 1024 need root or the ` +
      'capability CAP_NET_BIND_SERVICE: choose a higher port, or start as root.';
    return new NginxStartError(message, { kind: 'permission', address, messages });
  }
  const said = messages.map(describeMessage).join('; ');
  const what = otherwise === 'configuration' ? 'refuses the configuration' : 'did not start';
  return new NginxStartError(`nginx ${what}: ${said}`, { kind: otherwise, messages });
}

async function portTaken(
  address: string,
  messages: readonly NginxMessage[],
): Promise<NginxStartError> {
  const port = /:(\d+)$/.exec(address)?.[1];
  const holder = port === undefined ? undefined : await findPortHolder(Number(port));
  const by = holder ? `${holder.program} (process ${holder.pid})` : 'another program';
  const message =
    `nginx cannot listen on ${address}: ${by} already does (EADDRINUSE). ` +
    'Choose another port, or stop that program.';
  return new NginxStartError(message, { kind: 'port-taken', address, holder, messages });
}
