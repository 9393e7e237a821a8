/**
 * Imports a module by its URL. In a file of its own, which the build leaves beside the command line: what
 * V8 kept the compiled code of can import nothing (seen in Node 20.20).
 */
export function importModule(url: string): Promise<{ readonly default?: unknown }> {
  return import(url);
}
