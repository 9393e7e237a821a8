import { type ArgumentRule, parseArgumentRule } from './argument-rule.ts';
import type { Context } from './context.ts';
import { historyOf } from './history.ts';
import { MODULE_DIRECTIVES } from './measured/module-directives.ts';
import { NGINX_DIRECTIVES } from './measured/nginx-directives.ts';
import { type Presence, presence } from './presence.ts';

/**
 * What stands behind a directive's name and arguments: `flag` is a line that takes on or off, `block`
 * holds directives, `entries` holds lines of its own (such as those of `map`), `foreign` another
 * language (Lua).
 */
export type DirectiveKind = 'line' | 'flag' | 'block' | 'entries' | 'foreign';

/** One shape of a directive. A name may have several: `server` is a block in http, a line in upstream. */
export interface DirectiveForm extends Presence {
  readonly name: string;
  /** The module, by its name in nginx's source. */
  readonly module: string;
  /** Whether the module is a third party's: how it reads its arguments is then not known here. */
  readonly thirdParty: boolean;
  readonly contexts: readonly Context[];
  readonly arguments: ArgumentRule;
  readonly kind: DirectiveKind;
}

/** All measured forms of a name. */
export function formsOf(name: string): readonly DirectiveForm[] {
  const known = forms.get(name);
  if (known) return known;
  rows ??= readRows();
  const found = (rows.get(name) ?? []).map(readForm);
  if (found.length > 0) forms.set(name, found);
  return found;
}

/** All names that were measured. */
export function measuredNames(): string[] {
  rows ??= readRows();
  return [...rows.keys()];
}

/** A line of the tables with what stands above it. */
interface Row {
  readonly line: string;
  readonly module: string;
  /** Places of the versions in which the module was there. */
  readonly asked: string;
  readonly thirdParty: boolean;
}

// A run looks up a few dozen names of some 1,400: only those lines are taken apart.
const forms = new Map<string, readonly DirectiveForm[]>();
let rows: ReadonlyMap<string, Row[]> | undefined;

function readRows(): ReadonlyMap<string, Row[]> {
  const found = new Map<string, Row[]>();
  addRows(found, NGINX_DIRECTIVES, false);
  addRows(found, MODULE_DIRECTIVES, true);
  return found;
}

function addRows(found: Map<string, Row[]>, text: string, thirdParty: boolean): void {
  let module = '';
  let asked = '';
  for (const line of text.split('\n')) {
    const end = line.indexOf(' ');
    if (line.startsWith('@')) {
      module = line.slice(1, end);
      asked = line.slice(end + 1);
    } else if (end > 0) {
      const name = line.slice(0, end);
      const row = { line, module, asked, thirdParty };
      const same = found.get(name);
      if (same) same.push(row);
      else found.set(name, [row]);
    }
  }
}

function readForm({ line, module, asked, thirdParty }: Row): DirectiveForm {
  const [name = '', contexts = '', counts = '', kind = '', places = asked] = line.split(' ');
  return {
    name,
    module,
    thirdParty,
    contexts: contexts.split(',') as Context[],
    arguments: parseArgumentRule(counts),
    kind: kind as DirectiveKind,
    ...presence(places, asked, historyOf(module, name)),
  };
}
