import { HARMLESS_VARIABLES, type NginxBinary } from '../nginx/process/index.ts';

/** Kibibytes of memory that one process of nginx may ask for: many times what a configuration needs. */
const MOST_MEMORY = 4 * 1024 * 1024;
/** Seconds of the processor that one process may use; a proof takes a few. */
const MOST_PROCESSOR = 120;
/** Half kibibytes that one file may hold. */
const MOST_FILE = 2 * 1024 * 1024;

/** What our other variables hold, such as the secrets of a build, a stranger's nginx is not to find. */
const VARIABLES = HARMLESS_VARIABLES.map((name) => `\${${name}+${name}="$${name}"}`);

/** A system that does not know a limit goes without. */
const SCRIPT = [
  `ulimit -v ${MOST_MEMORY} 2>/dev/null`,
  `ulimit -t ${MOST_PROCESSOR} 2>/dev/null`,
  `ulimit -f ${MOST_FILE} 2>/dev/null`,
  `exec env -i ${VARIABLES.join(' ')} "$@"`,
].join('; ');

/**
 * An nginx that cannot take the machine's memory, processor and disk, whatever it is told to do, and that
 * knows none of our variables.
 */
export function withLimits(nginx: NginxBinary): NginxBinary {
  return { ...nginx, command: ['/bin/sh', '-c', SCRIPT, 'sh', ...nginx.command] };
}
