import { isAtLeast } from '../catalog/version.ts';
import type { Placed } from '../syntax/configuration.ts';
import type { Exchange } from './exchange.ts';
import { isFlagOn, settingOf } from './flags.ts';
import type { Level } from './level.ts';
import type { Value } from './value.ts';

/** What happens to the upstream's answer on its way to the client. */
export interface Answer {
  /** The status that an `error_page` on the way has set over the upstream's; undefined where it stays. */
  readonly status: number | undefined;
  readonly added: readonly AddedHeader[];
  /** Headers that are not passed on, besides those that nginx always keeps. */
  readonly hidden: readonly Placed[];
  readonly buffering: Switch;
  readonly gzip: Switch;
  /** The `proxy_cache` that is in effect; undefined where none is. */
  readonly cache: Placed | undefined;
}

/** An `add_header` in effect. */
export interface AddedHeader {
  readonly name: string;
  readonly value: Value;
  /** Without `always`, only 200, 201, 204, 206, 301, 302, 303, 304, 307 and 308 get it; 101 does not. */
  readonly always: boolean;
  readonly at: Placed;
}

/** Something that is on or off; `at` undefined for the default. */
export interface Switch {
  readonly isOn: boolean;
  readonly at: Placed | undefined;
}

export function readAnswer(exchange: Exchange): Answer {
  const { level } = exchange;
  const hasCache = (settingOf(level, 'proxy_cache') ?? 'off') !== 'off';
  return {
    status: exchange.errorStatus || undefined,
    added: addedHeaders(exchange),
    hidden: hiddenHeaders(level),
    buffering: readSwitch(level, 'proxy_buffering', true),
    gzip: readSwitch(level, 'gzip', false),
    cache: hasCache ? level.effective('proxy_cache').at(-1) : undefined,
  };
}

/** A `proxy_pass_header` in effect goes before them, whichever of the two stands further within. */
function hiddenHeaders(level: Level): readonly Placed[] {
  const hidden = level.effective('proxy_hide_header');
  if (hidden.length === 0) return hidden;
  const passed = new Set(level.effective('proxy_pass_header').map(nameOf));
  return hidden.filter((line) => !passed.has(nameOf(line)));
}

function nameOf({ directive }: Placed): string | undefined {
  return directive.args[0]?.value.toLowerCase();
}

function readSwitch(level: Level, name: string, otherwise: boolean): Switch {
  return { isOn: isFlagOn(level, name, otherwise), at: level.effective(name).at(-1) };
}

function addedHeaders(exchange: Exchange): AddedHeader[] {
  return addHeaderLines(exchange.level, exchange.model.version).map((at) => {
    const [name = '', text = '', always] = at.directive.args.map(({ value }) => value);
    return { name, value: exchange.evaluate(text, at), always: always === 'always', at };
  });
}

/** All or nothing for each level, unless `add_header_inherit` says otherwise (since 1.29.3). */
function addHeaderLines(level: Level, version: string): readonly Placed[] {
  const way = isAtLeast(version, '1.29.3') ? settingOf(level, 'add_header_inherit') : undefined;
  const outer = level.parent === undefined ? [] : addHeaderLines(level.parent, version);
  const own = level.named('add_header');
  if (way === 'off') return own;
  if (way === 'merge') return [...own, ...outer];
  return own.length > 0 ? own : outer;
}
