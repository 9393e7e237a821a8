import type { Configuration } from '../../syntax/configuration.ts';

const definitions = /\bset\s+["']?\$\{?([A-Za-z0-9_]+)|\(\?P?[<']([A-Za-z0-9_]+)[>']/g;

/** The variables that `set` and the named groups of regular expressions define, wherever they stand. */
export class SetNames {
  private readonly configuration: Configuration;
  private names: ReadonlySet<string> | undefined;

  constructor(configuration: Configuration) {
    this.configuration = configuration;
  }

  /** `name` in lower case. The texts are searched when first asked: few requests need to know. */
  has(name: string): boolean {
    this.names ??= new Set(this.find());
    return this.names.has(name);
  }

  private *find(): Generator<string> {
    for (const { source } of this.configuration.files) {
      for (const [, set, group] of source.chars.matchAll(definitions)) {
        yield (set ?? group ?? '').toLowerCase();
      }
    }
  }
}
