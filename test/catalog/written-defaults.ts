import type { Context } from '../../src/nginx/catalog/context.ts';
import { defaultOf, knownDefaults } from '../../src/nginx/catalog/defaults.ts';
import { formsOf } from '../../src/nginx/catalog/directive-form.ts';
import { isIn } from '../../src/nginx/catalog/presence.ts';

/** Its default is of parameters, which stand after an address. */
const NOT_WRITTEN = 'server';
/** Where they are written, the first that is allowed. */
const WRITTEN: readonly Context[] = ['main', 'events', 'upstream', 'location', 'server', 'http'];

/**
 * A configuration with the defaults of all modules of this build, each once, that stops inside a
 * location. Where a default depends on the platform its first value is taken.
 */
export function defaultsAsText(
  version: string,
  isBuiltIn: (module: string) => boolean,
): { readonly text: string; readonly count: number } {
  const lines = new Map<Context, string[]>(WRITTEN.map((context) => [context, []]));
  let count = 0;
  for (const [module, name] of knownDefaults()) {
    const value = defaultOf(module, name, version)?.value;
    const form = formsOf(name).find((one) => one.module === module && isIn(one, version));
    const context = WRITTEN.find((one) => form?.contexts.includes(one));
    if (value === undefined || name === NOT_WRITTEN || !isBuiltIn(module)) continue;
    if (context === undefined) continue;
    count += 1;
    for (const one of value.split(' ; ')) {
      lines.get(context)?.push(`${name} ${one.replace(/\|.*/, '')};\n`);
    }
  }
  const of = (context: Context): string => lines.get(context)?.join('') ?? '';
  // `proxy_redirect default` stands after the address that it is about.
  const location = `location /p {\nproxy_pass http://127.0.0.1:1;\n${of('location')}`;
  const upstream = `upstream p {\nserver 127.0.0.1:1;\n${of('upstream')}}\n`;
  return {
    text: `${of('main')}events {\n${of('events')}}\nhttp {\n${of('http')}${upstream}server {\n${of('server')}${location}`,
    count,
  };
}
