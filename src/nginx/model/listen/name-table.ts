import type { PcreMatch, PcreRegex } from '../regex/index.ts';
import type { Unknown } from '../value.ts';
import { unknown } from '../value.ts';
import type { ServerBlock } from './server-block.ts';
import type { ServerName } from './server-name.ts';

/** A name and the server that it leads to. */
export interface NamedServer {
  readonly server: ServerBlock;
  readonly name: ServerName;
}

/** By which kind of name a host led to a server. */
export type NameMatch = 'exact' | 'leading-wildcard' | 'trailing-wildcard' | 'regex';

/** A name that a host fits. */
export interface FoundName extends NamedServer {
  readonly by: NameMatch;
  /** What the regular expression found; undefined where `by` is not `regex`. */
  readonly captured: Captured | undefined;
}

/** A match, and the expression that knows which groups have names. */
export interface Captured {
  readonly match: PcreMatch;
  readonly regex: PcreRegex;
}

/** A name that nginx drops with the warning "conflicting server name … ignored". */
export interface IgnoredName extends NamedServer {
  readonly because: NamedServer;
}

/**
 * The names of the servers of one socket: `ngx_http_server_names` of nginx's `src/http/ngx_http.c`
 * over the tables of `src/core/ngx_hash.c`.
 */
export class NameTable {
  private readonly exact = new Map<string, NamedServer>();
  /** `*.example.com` and `.example.com`, without what leads. */
  private readonly leading = new Map<string, NamedServer>();
  private readonly trailing = new Map<string, NamedServer>();
  /** Texts that no later exact name may have, and who took them. */
  private readonly taken = new Map<string, NamedServer>();
  readonly regexes: readonly NamedServer[];
  readonly hostnames: readonly NamedServer[];
  readonly ignored: readonly IgnoredName[];

  constructor(servers: readonly ServerBlock[]) {
    const all = servers.flatMap((server) => server.names.map((name) => ({ server, name })));
    this.regexes = all.filter(({ name }) => name.kind === 'regex');
    this.hostnames = all.filter(({ name }) => name.kind === 'hostname');
    const ignored: IgnoredName[] = [];
    for (const entry of all) {
      const because = this.add(entry);
      if (because !== undefined) ignored.push({ ...entry, because });
    }
    this.ignored = ignored;
  }

  /** The name that a host, lower case and without port, leads to; with what might lead elsewhere. */
  find(host: string): {
    readonly found: FoundName | undefined;
    readonly doubt: Unknown | undefined;
  } {
    const exact = this.exact.get(host);
    if (exact !== undefined) return { found: found(exact, 'exact'), doubt: undefined };
    // The machine's name is in the same table as exact names.
    const doubt = host === '' ? undefined : this.hostnameDoubt();
    const leading = this.findLeading(host);
    if (leading !== undefined) return { found: found(leading, 'leading-wildcard'), doubt };
    const trailing = this.findTrailing(host);
    if (trailing !== undefined) return { found: found(trailing, 'trailing-wildcard'), doubt };
    const byRegex = this.findRegex(host);
    return { found: byRegex.found, doubt: doubt ?? byRegex.doubt };
  }

  /** Returns the name that was there before, where nginx ignores this one for it. */
  private add(entry: NamedServer): NamedServer | undefined {
    const { kind, text } = entry.name;
    if (kind === 'exact') return put(this.taken, text, entry) ?? put(this.exact, text, entry);
    if (kind === 'trailing-wildcard') return put(this.trailing, text, entry);
    if (kind === 'leading-wildcard') return put(this.leading, text, entry);
    if (kind !== 'domain') return undefined;
    // `.example.com` takes `example.com` from later servers, even where `*.example.com` came before
    // it and it is ignored itself.
    return put(this.taken, text, entry) ?? put(this.leading, text, entry);
  }

  private findLeading(host: string): NamedServer | undefined {
    if (this.leading.size === 0) return undefined;
    const whole = this.leading.get(host);
    if (whole?.name.kind === 'domain') return whole;
    for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      const entry = this.leading.get(host.slice(dot + 1));
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  private findTrailing(host: string): NamedServer | undefined {
    if (this.trailing.size === 0) return undefined;
    for (let dot = host.lastIndexOf('.'); dot > 0; dot = host.lastIndexOf('.', dot - 1)) {
      const entry = this.trailing.get(host.slice(0, dot));
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  private findRegex(host: string): { found: FoundName | undefined; doubt: Unknown | undefined } {
    if (host === '') return { found: undefined, doubt: undefined };
    let doubt: Unknown | undefined;
    for (const entry of this.regexes) {
      const regex = entry.name.regex?.();
      if (regex?.kind !== 'regex') {
        doubt ??= regexDoubt(entry, regex?.why ?? '');
        continue;
      }
      const match = regex.exec(host);
      if (match !== null)
        return { found: { ...entry, by: 'regex', captured: { match, regex } }, doubt };
    }
    return { found: undefined, doubt };
  }

  private hostnameDoubt(): Unknown | undefined {
    const [entry] = this.hostnames;
    if (entry === undefined) return undefined;
    return unknown(
      'the server name "$hostname"',
      'it is the name of the machine that nginx runs on',
      entry.name.placed,
    ).unknown;
  }
}

function found(entry: NamedServer, by: NameMatch): FoundName {
  return { server: entry.server, name: entry.name, by, captured: undefined };
}

function regexDoubt({ name }: NamedServer, why: string): Unknown {
  return unknown(`the server name "${name.written}"`, why, name.placed).unknown;
}

function put(table: Map<string, NamedServer>, text: string, entry: NamedServer) {
  const before = table.get(text);
  if (before === undefined) table.set(text, entry);
  return before;
}
