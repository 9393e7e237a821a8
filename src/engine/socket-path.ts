import type { Facts, Intent, SocketPath } from '../checks/configuration.ts';
import { type Model, type Trace, trace } from '../nginx/model/index.ts';
import { plainOf } from './spots.ts';

/** A path. Its plain request is followed when a rule asks for it: most paths are left in peace. */
export function socketPath(known: Omit<SocketPath, 'plain' | 'isPlain'>): SocketPath {
  return new FoundPath(known);
}

class FoundPath implements SocketPath {
  readonly url: string;
  readonly intent: Intent;
  readonly isPlain: boolean;
  readonly model: Model;
  readonly facts: Facts;
  readonly handshake: Trace;
  private followed: Trace | undefined;

  constructor({ url, intent, model, facts, handshake }: Omit<SocketPath, 'plain' | 'isPlain'>) {
    this.url = url;
    this.intent = intent;
    this.isPlain = /^https?:/i.test(url);
    this.model = model;
    this.facts = facts;
    this.handshake = handshake;
  }

  get plain(): Trace {
    if (this.isPlain) return this.handshake;
    this.followed ??= trace(this.model, plainOf(this.handshake.request));
    return this.followed;
  }
}
