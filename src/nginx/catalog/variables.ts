import { VARIABLES } from './measured/variables.ts';
import { isIn, type Presence, presence } from './presence.ts';

/** Where variables live: those of http are unknown in stream, and the other way round. */
export type VariableFamily = 'http' | 'stream';

/** A variable, or all variables that begin with a prefix, such as those of `$http_`. */
export interface VariableInfo extends Presence {
  /** Without the dollar; the prefix where it is one. */
  readonly name: string;
  readonly family: VariableFamily;
  readonly prefix: boolean;
  /** Whether `set` may give it a value; undefined where that cannot be asked (prefixes, stream). */
  readonly settable: boolean | undefined;
  /** The file that brings it: `nginx` itself, or a dynamic module; `by hand` where none was asked. */
  readonly origin: string;
}

/**
 * What a variable's name means to nginx. Undefined where nginx does not define it: then the
 * configuration itself has to, by `set`, `map`, `geo`, a named capture and the like.
 */
export function variable(
  name: string,
  family: VariableFamily,
  version?: string,
): VariableInfo | undefined {
  table ??= readTable();
  const whole = table.whole.get(`${family} ${name}`);
  if (whole && isIn(whole, version)) return whole;
  if (CAPTURE.test(name)) return { ...BY_HAND, name, family, prefix: false };
  return table.prefixes.find(
    (one) => one.family === family && name.startsWith(one.name) && isIn(one, version),
  );
}

/** All variables and prefixes that were measured. */
export function measuredVariables(): readonly VariableInfo[] {
  table ??= readTable();
  return [...table.whole.values(), ...table.prefixes];
}

/**
 * What the last regular expression captured: `$1` to `$9`, of one digit each (ngx_http_script_compile,
 * ngx_stream_script_compile). `log_format` knows nothing of them.
 */
const CAPTURE = /^[1-9]$/;

/** Version → what came with it, from nginx's CHANGES; a name stands for http and stream. */
const SINCE: Readonly<Record<string, string>> = {
  connection_time: '1.19.10',
  ssl_alpn_protocol: '1.21.4',
  ssl_curve: '1.21.5',
  proxy_protocol_tlv_: '1.23.2',
  http3: '1.25.0',
  server_name: '1.25.5',
  request_port: '1.29.3',
  is_request_port: '1.29.3',
  ssl_sigalg: '1.29.3',
  ssl_client_sigalg: '1.29.3',
  ssl_ech_status: '1.29.4',
  ssl_ech_outer_server_name: '1.29.4',
  // Internal, and so not in CHANGES; that it came with HTTP/2 to backends is an inference.
  proxy_internal_host: '1.29.4',
};

const BY_HAND: Omit<VariableInfo, 'name' | 'family' | 'prefix'> = {
  settable: false,
  origin: 'by hand',
  measuredIn: [],
  askedIn: [],
  since: undefined,
  until: undefined,
  patched: false,
};

interface VariableTable {
  readonly whole: ReadonlyMap<string, VariableInfo>;
  readonly prefixes: readonly VariableInfo[];
}

let table: VariableTable | undefined;

function readTable(): VariableTable {
  const whole = new Map<string, VariableInfo>();
  const prefixes: VariableInfo[] = [];
  for (const one of readVariables()) {
    if (one.prefix) prefixes.push(one);
    else whole.set(`${one.family} ${one.name}`, one);
  }
  return { whole, prefixes };
}

function* readVariables(): Generator<VariableInfo> {
  let origin = '';
  let asked = '';
  for (const line of VARIABLES.split('\n')) {
    if (line === '') continue;
    const [name = '', family = '', ...words] = line.split(' ');
    if (name.startsWith('@')) {
      origin = name.slice(1);
      asked = family;
      continue;
    }
    const prefix = words.includes('prefix');
    const isAskable = family === 'http' && !prefix;
    const places = words.find((word) => /^\d+$/.test(word)) ?? asked;
    const since = places === asked ? undefined : SINCE[name];
    yield {
      name,
      family: family as VariableFamily,
      prefix,
      settable: isAskable ? words.includes('set') : undefined,
      origin,
      ...presence(places, asked, since === undefined ? {} : { since }),
    };
  }
}
