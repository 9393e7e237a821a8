import {
  measuredVariables,
  type VariableFamily,
  type VariableInfo,
  variable,
} from '../../src/nginx/catalog/index.ts';

/** Origins of variables that nginx's own program and its stream module define. */
const OWN = ['nginx', 'ngx_stream_module'];

/** What the catalogue says of nginx's own variables in a version and a build. */
export interface VariableLists {
  /** Names that mean something, one for each prefix among them. */
  readonly known: string[];
  /** Names that mean nothing: of the other family, of newer versions, and of nobody. */
  readonly unknown: string[];
  /** Of the known ones those that `set` may give a value, and those that it may not. */
  readonly settable: string[];
  readonly fixed: string[];
}

/** `program` is the text of the program: a build without a module names its variables nowhere. */
export function variableLists(
  family: VariableFamily,
  version: string,
  program: string,
): VariableLists {
  const own = measuredVariables().filter(({ origin }) => OWN.includes(origin));
  const isKnown = (one: VariableInfo): boolean =>
    variable(written(one), family, version) !== undefined;
  const known = own
    .filter((one) => one.family === family && isKnown(one))
    .filter(({ name }) => program.includes(`${name}\0`));
  const unknown = new Set(own.filter((one) => !isKnown(one)).map(written));
  const named = (settable: boolean): string[] =>
    known.filter((one) => one.settable === settable).map(written);
  return {
    known: known.map(written),
    unknown: ['connection_upgrade', ...[...unknown].slice(0, 6), ...[...unknown].slice(-6)],
    settable: named(true),
    fixed: named(false),
  };
}

function written({ name, prefix }: VariableInfo): string {
  return prefix ? `${name}fairlead` : name;
}
