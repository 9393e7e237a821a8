import type { NginxBinary } from '../../../src/nginx/process/index.ts';

/** Modules of `http` that a build is without, such as `geo`. */
export type MissingModules = ReadonlySet<string>;

/** Small builds lack modules that a usual one has. */
export function missingModules({ configureArguments }: NginxBinary): MissingModules {
  const names = configureArguments.map(
    (argument) => /^--without-http_(\w+)_module$/.exec(argument)?.[1],
  );
  return new Set(names.filter((name) => name !== undefined));
}
