// Where a directive may stand, as the text that leads there. Blocks stay open: every probe is meant
// to end in an error before nginx reads to the end and acts.
const HTTP = 'http {\n';
const SERVER = `${HTTP}server {\n`;
const LOCATION = `${SERVER}location /p {\n`;

/** Context → the text in front of a directive in it. The order is that of the catalogue. */
export const CONTEXTS = {
  main: '',
  events: 'events {\n',
  http: HTTP,
  server: SERVER,
  location: LOCATION,
  'server-if': `${SERVER}if ($host) {\n`,
  'location-if': `${LOCATION}if ($host) {\n`,
  'limit-except': `${LOCATION}limit_except GET {\n`,
  upstream: `${HTTP}upstream p {\n`,
  stream: 'stream {\n',
  'stream-server': 'stream {\nserver {\n',
  'stream-upstream': 'stream {\nupstream p {\n',
  mail: 'mail {\n',
  'mail-server': 'mail {\nserver {\n',
  rtmp: 'rtmp {\n',
  'rtmp-server': 'rtmp {\nserver {\n',
  'rtmp-application': 'rtmp {\nserver {\napplication p {\n',
};

/** Directives that no nginx knows: what comes first in an error tells how far nginx got. */
export const AFTER = 'fairlead_after_it';
export const INSIDE = 'fairlead_inside_it';
