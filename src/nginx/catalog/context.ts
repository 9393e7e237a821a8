/** Where a directive may stand. `main` is outside all blocks; the others are the insides of blocks. */
export type Context =
  | 'main'
  | 'events'
  | 'http'
  | 'server'
  | 'location'
  | 'server-if'
  | 'location-if'
  | 'limit-except'
  | 'upstream'
  | 'stream'
  | 'stream-server'
  | 'stream-upstream'
  | 'mail'
  | 'mail-server'
  | 'rtmp'
  | 'rtmp-server'
  | 'rtmp-application';

/** What the inside of each block of directives is, by the block's name and where the block stands. */
const OPENED: Readonly<Record<string, Partial<Record<Context, Context>>>> = {
  events: { main: 'events' },
  http: { main: 'http' },
  server: {
    http: 'server',
    stream: 'stream-server',
    mail: 'mail-server',
    rtmp: 'rtmp-server',
  },
  upstream: { http: 'upstream', stream: 'stream-upstream' },
  location: { server: 'location', location: 'location' },
  if: { server: 'server-if', location: 'location-if' },
  limit_except: { location: 'limit-except' },
  stream: { main: 'stream' },
  mail: { main: 'mail' },
  rtmp: { main: 'rtmp' },
  application: { 'rtmp-server': 'rtmp-application' },
  // A third party's: it runs the directives as those of a hidden location.
  eval: { location: 'location' },
};

/** The context that a block opens; undefined where it opens none, or one that has no name here. */
export function opensContext(block: string, context: Context): Context | undefined {
  return Object.hasOwn(OPENED, block) ? OPENED[block]?.[context] : undefined;
}
