import type { Making } from './making.ts';

/** Variables that every request has, apart from those whose value only a running nginx knows. */
const BUILT_IN: readonly string[] = [
  '$host',
  '$http_host',
  '$http_upgrade',
  '$http_connection',
  '$proxy_host',
  '$proxy_port',
  '$proxy_add_x_forwarded_for',
  '$remote_addr',
  '$remote_user',
  '$scheme',
  '$https',
  '$request',
  '$request_uri',
  '$uri',
  '$document_uri',
  '$args',
  '$query_string',
  '$is_args',
  '$arg_a',
  '$arg_b',
  '$cookie_k',
  '$cookie_s',
  '$http_x_a',
  '$http_x_b',
  '$http_cookie',
  '$http_x_forwarded_for',
  '$http_origin',
  '$http_user_agent',
  '$server_name',
  '$server_port',
  '$server_addr',
  '$server_protocol',
  '$request_method',
  '$content_length',
  '$content_type',
];

const NUMBERED_CAPTURES: readonly string[] = ['$1', '$2'];

/** Named captures of the regexes that may be in a configuration; all are declared at its head. */
const NAMED_CAPTURES: readonly string[] = ['$ver', '$rest', '$sub', '$who'];

/** Variables that `set` may give a value. */
const SET_VARIABLES: readonly string[] = ['$sa', '$sb', '$sc'];

/** What values are made from. */
export type ValueMaking = Pick<Making, 'chance' | 'variables' | 'captures'>;

/** One variable, often one of the configuration's own. */
export function someVariable({ chance, variables, captures }: ValueMaking): string {
  return chance.weighted<() => string>([
    [6, () => chance.pick(BUILT_IN)],
    [3, () => chance.pick(variables)],
    [1, () => chance.pick(SET_VARIABLES)],
    [captures ? 1 : 0, () => chance.pick(NAMED_CAPTURES)],
    [captures ? 0.6 : 0, () => chance.pick(NUMBERED_CAPTURES)],
  ])();
}

/** A value with variables in it, as it is written in quotes or without. */
export function someValue(making: ValueMaking): string {
  const { chance } = making;
  const variable = (): string => someVariable(making);
  // In braces `1` is no capture but the name of a variable.
  const braced = (): string => {
    const name = variable();
    return /^\$\d/.test(name) ? name : `\${${name.slice(1)}}`;
  };
  return chance.weighted<() => string>([
    [8, variable],
    [2, () => chance.pick(['plain', 'on', '1', '"two words"', "'single'"])],
    [1, () => '""'],
    [2, () => `"pre ${variable()}"`],
    [2, () => `${braced()}-post`],
    [2, () => `"${variable()} and ${variable()}"`],
    [1, () => `"a\\"b ${braced()}x"`],
    [1, () => `${variable()}${variable()}`],
  ])();
}
