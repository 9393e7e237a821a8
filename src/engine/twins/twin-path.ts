import type { Facts, Intent, SocketPath } from '../../checks/configuration.ts';
import { letIn, type Model, type Trace, trace } from '../../nginx/model/index.ts';
import { socketPath } from '../socket-path.ts';
import { handshakeAt, plainOf, type Spot, urlOf } from '../spots.ts';
import type { Twin } from './find-twins.ts';

/** A path of the first of twins as it is in another one. It is followed when somebody asks for it. */
export class TwinPath implements SocketPath {
  readonly url: string;
  readonly intent: Intent;
  readonly isPlain: boolean;
  readonly isLaterHop = false;
  readonly model: Model;
  readonly facts: Facts;
  readonly first: SocketPath;
  readonly twin: Twin;
  private readonly spot: Spot;
  private own: SocketPath | undefined;

  /** `spot` is where the twin is met. */
  constructor(first: SocketPath, twin: Twin, spot: Spot) {
    const url = urlOf(spot, first.handshake.request.target);
    this.isPlain = first.isPlain;
    this.url = this.isPlain ? url.replace(/^ws/, 'http') : url;
    this.intent = first.intent;
    this.model = first.model;
    this.facts = first.facts;
    this.first = first;
    this.twin = twin;
    this.spot = spot;
  }

  get handshake(): Trace {
    return this.followed.handshake;
  }

  get refused(): Trace | undefined {
    return this.followed.refused;
  }

  get plain(): Trace {
    return this.followed.plain;
  }

  private get followed(): SocketPath {
    this.own ??= this.follow();
    return this.own;
  }

  private follow(): SocketPath {
    const { url, intent, model, facts, first, spot } = this;
    const met = letIn(model, handshakeAt(spot, first.handshake.request.target));
    const handshake = this.isPlain ? trace(model, plainOf(met.request)) : met;
    return socketPath({ url, intent, model, facts, handshake });
  }
}
