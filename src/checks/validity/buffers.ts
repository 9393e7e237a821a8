import type { Level } from '../../nginx/model/index.ts';
import { readSize } from '../../nginx/model/sizes.ts';
import { isNumber, isSize } from '../../nginx/model/written-value.ts';
import { insertAfter, type Placed, replaceDirective } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence, Fix } from '../configuration.ts';
import { type Buffers, contradictionOf } from './buffer-contradiction.ts';
import { judgedLevels } from './every-level.ts';
import { REFUSED } from './refused.ts';

/**
 * Buffers that contradict each other. nginx joins what is written with what is taken over at every
 * level from servers on (ngx_http_proxy_merge_loc_conf; the same in the modules for FastCGI, uwsgi and
 * SCGI), so what stands in `http` alone is looked at in each server, and is one finding.
 */
export function* judgeBuffers(evidence: ConfigurationEvidence): Generator<ConfigProblem> {
  const { model } = evidence;
  const { http, configuration } = model;
  if (http === undefined) return;
  for (const protocol of ['proxy', 'fastcgi', 'uwsgi', 'scgi']) {
    const names = SETTINGS.map((setting) => `${protocol}_${setting}`);
    if (!names.some((name) => configuration.names.has(name))) continue;
    for (const level of judgedLevels(evidence)) {
      if (level === http) continue;
      const problem = judgeLevel(level, protocol, names);
      if (problem !== undefined) yield problem;
    }
  }
}

const SETTINGS = [
  'buffer_size',
  'buffers',
  'busy_buffers_size',
  'temp_file_write_size',
  'max_temp_file_size',
] as const;

/** One page of memory, 4 KiB on most machines: the size of buffers where nothing is written. */
const PAGE = 4096;

function judgeLevel(
  level: Level,
  protocol: string,
  names: readonly string[],
): ConfigProblem | undefined {
  const lines = names.map((name) => level.effective(name).at(-1));
  const buffers = readBuffers(lines);
  const found = buffers && contradictionOf(protocol, buffers);
  if (found === undefined) return undefined;
  const involved = lines.filter((line) => line !== undefined);
  const [, buffersLine] = lines;
  const culprit = lines[SETTINGS.indexOf(found.about)];
  const at = innermost(level, involved, culprit);
  if (at === undefined) return undefined;
  return {
    at,
    where: at.directive.name,
    message: `${REFUSED} ${found.message}`,
    related: involved
      .filter((line) => line !== at)
      .map((line) => ({ at: line, message: 'this one is in effect, too' })),
    fix: found.cure === undefined ? undefined : writeBuffers(at, buffersLine, found.cure),
  };
}

/** Undefined where something cannot be read: that is a finding already. */
function readBuffers([size, buffers, busy, write, limit]: readonly (Placed | undefined)[]):
  | Buffers
  | undefined {
  const numbers = {
    size: size === undefined ? PAGE : sizeIn(size, 0),
    count: buffers === undefined ? 8 : countIn(buffers),
    each: buffers === undefined ? PAGE : sizeIn(buffers, 1),
    busy: busy && sizeIn(busy, 0),
    write: write && sizeIn(write, 0),
    limit: limit && sizeIn(limit, 0),
  };
  return Object.values(numbers).some((number) => Number.isNaN(number)) ? undefined : numbers;
}

/** Bytes; `NaN` where the argument is no size. */
function sizeIn({ directive }: Placed, index: number): number {
  const text = directive.args[index]?.value ?? '';
  return (isSize(text) ? readSize(text) : undefined) ?? Number.NaN;
}

function countIn({ directive }: Placed): number {
  const text = directive.args[0]?.value ?? '';
  return isNumber(text) ? Number(text) : Number.NaN;
}

/** The line of the level, or of the innermost one around it: what came last made it so. */
function innermost(
  level: Level,
  lines: readonly Placed[],
  culprit: Placed | undefined,
): Placed | undefined {
  for (let at: Level | undefined = level; at !== undefined; at = at.parent) {
    const here = at;
    const own = lines.filter((line) => here.named(line.directive.name).includes(line));
    const found = own.find((line) => line === culprit) ?? own[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nothing else changes, as nothing ran with the buffers as they are. */
function writeBuffers(at: Placed, buffersLine: Placed | undefined, cure: string): Fix {
  const name = at.directive.name.replace(/_.*/, '_buffers');
  const text = `${name} ${cure};`;
  // Lines of an outer block, or of a snippet that others include, stay as they are.
  const own = buffersLine?.directive.parent === at.directive.parent ? buffersLine : undefined;
  const edits =
    own === undefined ? insertAfter(at.directive, text) : replaceDirective(own.directive, text);
  return {
    title: `Write ${name} ${cure}`,
    safe: true,
    edits: edits.map((edit) => ({ file: at.file, edit })),
  };
}
