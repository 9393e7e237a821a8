import { randomUUID } from 'node:crypto';
import { BoundedMap } from '../../probe/bounded-map.ts';
import type { Answer } from './answer.ts';
import type { Request } from './request.ts';

/** Sessions that a node knows at most. */
const SESSION_LIMIT = 2_000;

/** The Engine.IO sessions of one node: no other node knows them. */
export class EngineIoSessions {
  readonly #sessions: BoundedMap<string, true> = new BoundedMap(SESSION_LIMIT);

  /** The answer to a poll: a new session, nothing new in a known one, or 400. */
  poll(query: URLSearchParams): Answer {
    const refused = this.refuse(query);
    if (refused !== null) return refused;
    return text(query.has('sid') ? '6' : `0${JSON.stringify(this.#open())}`);
  }

  /** The answer to a request of Engine.IO whose session another node has, or nobody; else null. */
  refuse(query: URLSearchParams): Answer | null {
    const session = query.get('sid');
    if (!query.has('EIO') || session === null) return null;
    if (this.#sessions.get(session) !== undefined) return null;
    const body = JSON.stringify({ code: 1, message: 'Session ID unknown' });
    return { status: 400, headers: [['Content-Type', 'application/json'], NO_STORE], body };
  }

  #open(): Record<string, unknown> {
    const sid = randomUUID();
    this.#sessions.set(sid, true);
    return { sid, upgrades: ['websocket'], pingInterval: 25_000, pingTimeout: 20_000 };
  }
}

/** True for a poll of Engine.IO. */
export function isPoll({ query }: Request): boolean {
  return query.has('EIO') && query.get('transport') === 'polling';
}

const NO_STORE = ['Cache-Control', 'no-store'] as const;

function text(body: string): Answer {
  return { status: 200, headers: [['Content-Type', 'text/plain'], NO_STORE], body };
}
