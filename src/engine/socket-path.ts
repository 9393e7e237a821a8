import type { Facts, Intent, SocketPath } from '../checks/configuration.ts';
import { type Model, type Trace, trace, withoutPass } from '../nginx/model/index.ts';
import { plainOf } from './spots.ts';

/** A path. Its plain request is followed when a rule asks for it: most paths are left in peace. */
export function socketPath(known: Omit<SocketPath, Worked>): SocketPath {
  return new FoundPath(known);
}

/** What is worked out of the rest. */
type Worked = 'plain' | 'isPlain' | 'isLaterHop' | 'refused';

class FoundPath implements SocketPath {
  readonly url: string;
  readonly intent: Intent;
  readonly isPlain: boolean;
  readonly isLaterHop: boolean;
  readonly model: Model;
  readonly facts: Facts;
  readonly handshake: Trace;
  private followed: Trace | undefined;
  private turnedAway: Trace | undefined;

  constructor({ url, intent, model, facts, handshake }: Omit<SocketPath, Worked>) {
    this.url = url;
    this.intent = intent;
    this.isPlain = /^https?:/i.test(url);
    this.isLaterHop = handshake.request.isPassedOn === true;
    this.model = model;
    this.facts = facts;
    this.handshake = handshake;
  }

  get refused(): Trace | undefined {
    const { request } = this.handshake;
    if (request.letInBy === undefined) return undefined;
    this.turnedAway ??= trace(this.model, withoutPass(request));
    return this.turnedAway;
  }

  get plain(): Trace {
    if (this.isPlain) return this.handshake;
    this.followed ??= trace(this.model, plainOf(this.handshake.request));
    return this.followed;
  }
}
