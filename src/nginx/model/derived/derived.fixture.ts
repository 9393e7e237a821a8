import { load, objectFiles, type Placed } from '../../syntax/index.ts';
import type { PcreMatch, PcreRegex } from '../regex/index.ts';
import { concat, known, type Unknown, unknown, type Value } from '../value.ts';
import type { DerivedContext, DerivedVariable } from './derived-variable.ts';
import { readGeo } from './geo.ts';
import { readMap } from './map.ts';
import { readSplitClients } from './split-clients.ts';

const readers = { map: readMap, geo: readGeo, split_clients: readSplitClients };

/** The first block of a text, read; other files may be included in it. */
export function derive(text: string, files: Record<string, string> = {}): DerivedVariable {
  const bytes = Object.entries({ ...files, '/nginx.conf': text }).map(([path, content]) => [
    path,
    new TextEncoder().encode(content),
  ]);
  const configuration = load('/nginx.conf', { files: objectFiles(Object.fromEntries(bytes)) });
  const [block] = configuration.children();
  const read = block && readers[block.directive.name as keyof typeof readers];
  const variable = block && read?.(block, configuration);
  if (variable === undefined) throw new Error(`no variable is defined by: ${text}`);
  return variable;
}

/** A request of which some variables are known; the name of any other one is unknown. */
export class TestContext implements DerivedContext {
  readonly variables: Record<string, string>;
  clientAddress: Value = known('127.0.0.1');
  forwardedFor: readonly string[] = [];
  captures: readonly (string | undefined)[] = [];
  lost: Unknown | undefined;

  constructor(variables: Record<string, string> = {}) {
    this.variables = { ...variables };
  }

  evaluate(template: string, at: Placed): Value {
    const parts = template.match(/\$\w+|\$\{\w+\}|[^$]+/g) ?? [''];
    return concat(parts.map((part) => this.part(part, at)));
  }

  capture({ groups }: PcreMatch, { names }: PcreRegex): void {
    this.captures = groups;
    for (const [name, group] of names) this.variables[name] = groups[group] ?? '';
  }

  loseCaptures(missing: Unknown): void {
    this.lost = missing;
  }

  private part(part: string, at: Placed): Value {
    if (!part.startsWith('$')) return known(part);
    const name = part.replace(/^\$\{?|\}$/g, '').toLowerCase();
    if (/^\d$/.test(name)) return known(this.captures[Number(name)] ?? '');
    const text = this.variables[name];
    return text === undefined
      ? unknown(part, 'only a running nginx has it', at)
      : known(text, [at]);
  }
}

/** The text, and the lines that had a part in it; the reason instead of the text where it is unknown. */
export function told({ text, from, unknown: missing }: Value): [string, ...number[]] {
  const lines = from.map(({ directive, file }) => file.source.line(directive.nameSpan.start));
  return [text ?? `unknown: ${missing?.what} ${missing?.why}`, ...lines];
}
