// What the module tables say of a directive: which module it belongs to, which no probe can tell, and
// a second opinion on what the probes found.

/** Context → module family and bit in `ngx_command_t.type` (ngx_conf_file.h, ngx_http_config.h, …). */
const PLACES = {
  main: ['CORE', 0x01000000],
  events: ['EVNT', 0x02000000],
  http: ['HTTP', 0x02000000],
  server: ['HTTP', 0x04000000],
  location: ['HTTP', 0x08000000],
  upstream: ['HTTP', 0x10000000],
  'server-if': ['HTTP', 0x20000000],
  'location-if': ['HTTP', 0x40000000],
  'limit-except': ['HTTP', 0x80000000],
  stream: ['STRM', 0x02000000],
  'stream-server': ['STRM', 0x04000000],
  'stream-upstream': ['STRM', 0x08000000],
  mail: ['MAIL', 0x02000000],
  'mail-server': ['MAIL', 0x04000000],
  rtmp: ['RTMP', 0x02000000],
  'rtmp-server': ['RTMP', 0x04000000],
  'rtmp-application': ['RTMP', 0x08000000],
};

const BLOCK = 0x100;
const FLAG = 0x200;
const ANY = 0x400;
const ONE_OR_MORE = 0x800;
const TWO_OR_MORE = 0x1000;

/** The module of a directive in a context, of the files' tables; undefined where none has it. */
export function commandAt(commands, name, context) {
  const [family, bit] = PLACES[context];
  return commands.find(
    (command) =>
      command.name === name &&
      (command.family === family || command.family === 'CONF') &&
      // `&` would make a negative number of the highest bit.
      Math.floor(command.type / bit) % 2 === 1,
  );
}

/** Where a measurement and the tables differ, in words. */
export function disagreements(commands, name, context, measured) {
  const command = commandAt(commands, name, context);
  if (!command) return measured ? [`${name} in ${context}: accepted, but in no table`] : [];
  if (!measured) return [`${name} in ${context}: in the table of ${command.module}, but refused`];
  const differences = [];
  if (measured.block !== ((command.type & BLOCK) !== 0)) differences.push('block');
  const counts = [...Array(10).keys()].filter((count) => takes(command.type, count)).join('');
  if (counts !== measured.counts.join(''))
    differences.push(`${measured.counts.join('')} arguments, table ${counts}`);
  return differences.map((text) => `${name} in ${context}: ${text}`);
}

/** As `ngx_conf_handler()` judges (src/core/ngx_conf_file.c). */
function takes(type, count) {
  if (type & ANY) return true;
  if (type & FLAG) return count === 1;
  if (type & ONE_OR_MORE) return count >= 1;
  if (type & TWO_OR_MORE) return count >= 2;
  return count <= 7 && (type & (1 << count)) !== 0;
}
