import { type Ask, answeredBy, type Case } from './case.ts';

function server(name: string, names: string, listen = '127.0.0.1:@PORT@'): string {
  return `server { listen ${listen}; server_name ${names}; return 302 ${name}; }\n`;
}

function asks(...pairs: readonly (readonly [host: string, name: string])[]): Ask[] {
  return pairs.map(([host, name]) => ({ target: '/', host, expected: answeredBy(name) }));
}

/** Section 2 of what was measured: how a server is chosen. */
export const serverCases: readonly Case[] = [
  {
    name: '2 exact names, longest wildcards at the start, at the end, expressions, the default',
    http:
      server('first', 'nothing.test') +
      server('end', 'ws.* ws.x.*') +
      server('regex', '"~^r"') +
      server('regex-2', '"~^rs"') +
      server('start', '.x.test') +
      server('deep', '"*.deep.x.test"') +
      server('exact', 'app.x.test'),
    asks: asks(
      ['app.x.test', 'exact'],
      ['x.test', 'start'],
      ['a.x.test', 'start'],
      ['a.deep.x.test', 'deep'],
      ['ws.x.test', 'start'],
      ['ws.y.test', 'end'],
      ['rs.y.test', 'regex'],
      ['other', 'first'],
    ),
  },
  {
    name: '2 the case of Host, its port and a dot at its end do not matter',
    http: server('default', 'other.test') + server('mine', 'App.test'),
    asks: asks(['app.test', 'mine'], ['APP.test:99', 'mine'], ['app.test.', 'mine']),
  },
  {
    name: '2 default_server goes before the first of the file',
    http:
      server('first', 'a.test') + server('default', 'b.test', '127.0.0.1:@PORT@ default_server'),
    asks: asks(['c.test', 'default'], ['a.test', 'first']),
  },
  {
    name: '2 a server on all addresses is not seen where another has the address itself',
    http: server('wildcard', 'a.test', '@PORT@') + server('exact', 'b.test'),
    asks: [
      { target: '/', host: 'a.test', expected: answeredBy('exact') },
      { target: '/', host: 'b.test', address: '127.0.0.2', expected: answeredBy('wildcard') },
    ],
  },
  {
    name: '2 a request without Host has the empty name',
    http: server('first', 'a.test') + server('nameless', '""'),
    asks: [
      { target: '/', host: null, httpVersion: '1.0', expected: answeredBy('nameless') },
      { target: 'http://a.test/', host: 'b.test', expected: answeredBy('first') },
    ],
  },
];
