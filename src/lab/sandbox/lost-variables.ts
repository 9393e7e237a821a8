import {
  formsOf,
  measuredVariables,
  type VariableFamily,
  variable,
} from '../../nginx/catalog/index.ts';
import type { Line } from './line.ts';
import type { MapDefinitions } from './map-definitions.ts';
import type { ModuleContext } from './module-lines.ts';

/** Where variables come from that a build may lack; those of stream go with its blocks. */
const LOADABLE = /^(?!ngx_stream_module$)\w+_module$/;

/**
 * Variables that lines would have defined which are left out. Without them nginx would refuse every line
 * that uses one, and the user would be told of a mistake that he did not make: they are there, and empty.
 */
export class LostVariables {
  private readonly names = { http: new Set<string>(), stream: new Set<string>() };

  /** Hears of a line that is left out. */
  add({ directive, isStream }: Line): void {
    const { name, args, block } = directive;
    const at = name === 'keyval' ? 1 : 0;
    const entries = formsOf(name).some(({ kind }) => kind === 'entries') ? block?.children : [];
    const words = [args[at]?.value, ...(entries ?? []).map((entry) => entry.name)];
    for (const word of words) {
      const [, known] = /^\$([A-Za-z0-9_]+)$/.exec(word ?? '') ?? [];
      const family = isStream ? 'stream' : 'http';
      if (known === undefined || isNginxOwn(known, family)) continue;
      this.names[family].add(known);
    }
  }

  /** Hears of a text, in which variables of modules may stand that are not loaded. */
  heed(text: string, { nginx, loaded }: ModuleContext): void {
    for (const { name, origin, prefix, family } of measuredVariables()) {
      if (prefix || !LOADABLE.test(origin) || loaded.names.has(origin)) continue;
      const isBuiltIn = nginx.modules.includes(origin.replace(/^ngx_/, ''));
      const isUsed = text.includes(`$${name}`) || text.includes(`\${${name}}`);
      if (isUsed && !isBuiltIn) this.names[family].add(name);
    }
  }

  /** Defines them. */
  define(maps: MapDefinitions): void {
    for (const context of ['http', 'stream'] as const) {
      for (const name of this.names[context]) {
        maps.add(context, `map "" $${name} { default ""; }`);
      }
    }
  }
}

/** Such a variable may be what a line is about, as the key of a limit, but none defines it. */
function isNginxOwn(name: string, family: VariableFamily): boolean {
  return variable(name, family)?.origin === 'nginx';
}
