import { type Endpoint, type Model, ownSocket } from '../../nginx/model/index.ts';
import type { PlannedListener } from './listen-plan.ts';
import { endpointText } from './pass-url.ts';

/** Tells which private port stands for an address that requests are handed on to. */
export class BackendPlaces {
  private readonly model: Model;
  private readonly listeners: ReadonlyMap<string, PlannedListener>;
  private readonly backends: ReadonlyMap<string, number>;
  /** Where nothing that is asked about leads: it takes connections and ends them. */
  readonly elsewhere: number;

  constructor(
    model: Model,
    listeners: ReadonlyMap<string, PlannedListener>,
    backends: ReadonlyMap<string, number>,
    elsewhere: number,
  ) {
    this.model = model;
    this.listeners = listeners;
    this.backends = backends;
    this.elsewhere = elsewhere;
  }

  /** `127.0.0.1:PORT`. */
  of(endpoint: Endpoint): string {
    const own = ownSocket(this.model, endpoint);
    const planned = own && this.listeners.get(own.text)?.port;
    const port = planned ?? this.backends.get(endpointText(endpoint)) ?? this.elsewhere;
    return `127.0.0.1:${port}`;
  }
}
