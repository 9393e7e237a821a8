/** The text of `up` without what differs from run to run: ports, pids, times, folders, versions. */
export function masked(text: string, ports: Readonly<Record<string, number>> = {}): string {
  let result = text;
  for (const [name, port] of Object.entries(ports))
    result = result.replaceAll(`:${port}`, `:${name}`);
  return (
    result
      .replace(/\S*\/run-\w+/g, 'RUN')
      .replace(/nginx \d+\.\d+\.\d+/g, 'nginx VERSION')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
      .replace(/\b\d+(\.\d+)? (ms|s)\b/g, 'TIME')
      .replace(/process \d+/g, 'process PID')
      // The pool is each worker's own; which of them gets a request is chance.
      .replace(/\d+ upstream connections?/g, 'FEW upstream connections')
  );
}
