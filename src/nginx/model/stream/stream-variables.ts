import type { Placed } from '../../syntax/configuration.ts';
import { type DerivedVariable, readMap } from '../derived/index.ts';
import type { Model } from '../model.ts';
import type { TraceRequest } from '../request.ts';
import { parseTemplate } from '../template.ts';
import { concat, known, unknown, type Value } from '../value.ts';

/** What the variables of stream hold for a connection: those that choose an upstream, and maps of them. */
export function streamVariables(
  model: Model,
  request: TraceRequest,
): (name: string, at: Placed) => Value {
  const given = givenVariables(request);
  const maps = readMaps(model);
  const read = (name: string, at: Placed): Value => {
    const text = given[name.toLowerCase()];
    if (text !== undefined) return known(text);
    const map = maps.get(name.toLowerCase());
    if (map === undefined) return unknown(`$${name}`, 'only a running nginx knows it', at);
    return map.evaluate({
      evaluate: (template, line) => fillIn(template, line, read),
      // What a map captures is not followed, so nothing is kept of it.
      capture: () => {},
      loseCaptures: () => {},
      clientAddress: known(request.client.address),
      forwardedFor: [],
    });
  };
  return read;
}

function givenVariables({ tls, serverName, client, port, address, headers }: TraceRequest) {
  const name = tls ? (serverName ?? '') : '';
  // Of all that browsers speak, they open a WebSocket over this alone.
  const alpn = tls ? 'http/1.1' : '';
  const variables: Readonly<Record<string, string | undefined>> = {
    ssl_preread_server_name: name,
    ssl_server_name: name,
    ssl_preread_protocol: tls ? undefined : '',
    ssl_preread_alpn_protocols: isHandshake(headers) ? alpn : undefined,
    remote_addr: client.address,
    remote_port: String(client.port),
    server_port: String(port),
    server_addr: address,
    protocol: 'TCP',
  };
  return variables;
}

function isHandshake(headers: TraceRequest['headers']): boolean {
  return headers.some(({ name }) => name.toLowerCase() === 'upgrade');
}

function readMaps({ main, configuration }: Model): Map<string, DerivedVariable> {
  const maps = new Map<string, DerivedVariable>();
  for (const placed of main.blocks('stream')[0]?.named('map') ?? []) {
    const variable = readMap(placed, configuration);
    if (variable !== undefined) maps.set(variable.name, variable);
  }
  return maps;
}

function fillIn(template: string, line: Placed, read: (name: string, at: Placed) => Value): Value {
  return concat(
    parseTemplate(template).map((part) => {
      if (part.kind === 'variable') return read(part.name, line);
      if (part.kind === 'text') return known(part.text);
      return unknown(template, 'what a map of stream captures is not followed', line);
    }),
  );
}
