import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import type { Endpoint, UrlError } from './parse-url.ts';
import { addressUpstream, readUpstream, type Upstream } from './upstream.ts';
import { withPort } from './upstream-server.ts';

/** The `upstream` groups of an `http` or `stream` level. */
export class Upstreams {
  private readonly level: Level;
  private readonly version: string;
  private levels: ReadonlyMap<string, Level> | undefined;
  private readonly groups = new Map<string, Upstream>();

  constructor(level: Level, version: string) {
    this.level = level;
    this.version = version;
  }

  /** The group of this name, in any case (`ngx_http_upstream_add` compares so). */
  find(name: string): Upstream | undefined {
    const key = name.toLowerCase();
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const level = this.byName().get(key);
    if (level === undefined) return undefined;
    const group = readUpstream(level, this.version);
    this.groups.set(key, group);
    return group;
  }

  /**
   * What a `proxy_pass` line leads to: a group where its host is one's name, else its address.
   * `hasVariables` says whether the line holds variables. A group may be named with a port in
   * neither way: written out nginx refuses it, from a variable the name is an address like others.
   */
  of(endpoint: Endpoint, at: Placed, hasVariables: boolean): Upstream | UrlError {
    const group = endpoint.kind === 'unix' ? undefined : this.find(endpoint.host);
    if (group !== undefined) {
      if (endpoint.portText === undefined) return group;
      if (!hasVariables) {
        return { error: `upstream "${endpoint.host}" may not have port ${endpoint.portText}` };
      }
    }
    const complete = withPort(endpoint, endpoint.host);
    if ('error' in complete) return complete;
    return addressUpstream(complete, at, hasVariables ? 'request' : 'start');
  }

  private byName(): ReadonlyMap<string, Level> {
    this.levels ??= new Map(
      this.level
        .blocks('upstream')
        .map((level) => [level.placed?.directive.args[0]?.value.toLowerCase() ?? '', level]),
    );
    return this.levels;
  }
}
