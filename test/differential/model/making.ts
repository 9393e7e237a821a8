import type { Chance } from './chance.ts';
import type { Directive } from './directive-tree.ts';

/** What is known while a configuration is made. */
export interface Making {
  readonly chance: Chance;
  /** Names of `upstream` blocks. */
  readonly upstreams: readonly string[];
  /** Variables of this configuration, such as `$map0`, that may be used anywhere. */
  readonly variables: readonly string[];
  /** Variables whose value is the name of an upstream or an address, mostly. */
  readonly routes: readonly string[];
  /** An include of headers that several places share. */
  readonly shared: Directive;
  /**
   * Whether values may name captures. They may not beside maps with regexes: such a map changes the
   * captures, nginx looks at them once for the length of a value and again for its bytes, and what
   * it then sends is garbage.
   */
  readonly captures: boolean;
  /** Paths and names for which there is something; filled on the way, read for the requests. */
  readonly hints: Hints;
}

/** What requests are made from. */
export interface Hints {
  readonly paths: string[];
  readonly hosts: string[];
}

/** What is known inside a server. */
export interface ServerMaking extends Making {
  /** Named locations that the server will have. */
  readonly named: readonly string[];
  /** Paths of locations for `auth_request`. */
  readonly guards: readonly string[];
}

/** Where a directive will stand, as far as nginx allows different things there. */
export interface LocationScope {
  readonly kind: 'prefix' | 'exact' | 'regex' | 'named';
  /** The name as nested locations have to begin with it; a regex's text for a regex. */
  readonly name: string;
  readonly depth: number;
}
