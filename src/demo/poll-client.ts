import type { ServerResponse } from 'node:http';
import type { Client } from './client.ts';
import type { NodeState } from './node-state.ts';
import type { Answer, FromNode } from './page/wire.ts';

/** Holds a poll until the node hears something, or for `holdMs`; the answer then counts as a heartbeat. */
export function holdPoll(
  response: ServerResponse,
  session: string,
  holdMs: number,
  state: NodeState,
): void {
  const client = new PollClient(response, session, state);
  const timer = setTimeout(() => client.beat(), holdMs);
  response.on('close', () => {
    clearTimeout(timer);
    state.clients.delete(client);
  });
  state.clients.add(client);
}

/** Answers a poll, or a message that was posted, with what there is to say. */
export function sendAnswer(
  response: ServerResponse,
  messages: readonly FromNode[],
  state: NodeState,
): void {
  const answer: Answer = { node: state.name, messages };
  response.writeHead(200, ANSWER_HEADERS).end(JSON.stringify(answer));
}

const ANSWER_HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

class PollClient implements Client {
  readonly transport = 'polling';
  readonly session: string;
  readonly #response: ServerResponse;
  readonly #state: NodeState;

  constructor(response: ServerResponse, session: string, state: NodeState) {
    this.#response = response;
    this.session = session;
    this.#state = state;
  }

  send(message: FromNode): void {
    this.#answer([message]);
  }

  beat(): void {
    this.#answer([{ type: 'heartbeat' }]);
  }

  cut(): void {
    // Broken off in the middle of its body. Without a header section, nginx would ask the next node, whose poll is cut
    // as well, count a failure against each, and answer everybody with 502 for as long as `fail_timeout`.
    this.#response.writeHead(200, ANSWER_HEADERS).write('{', () => this.#response.destroy());
  }

  close(): void {
    this.#answer([]);
  }

  #answer(messages: readonly FromNode[]): void {
    // One poll takes one answer; what comes after it is told to the next poll.
    if (this.#state.clients.delete(this)) sendAnswer(this.#response, messages, this.#state);
  }
}
