import type { Configuration, Placed } from '../../syntax/configuration.ts';
import { type KnownValue, known } from '../value.ts';
import { chosenBy, undecided } from './chosen-by.ts';
import { type DerivedVariable, variableName } from './derived-variable.ts';
import { lazily } from './lazily.ts';
import { murmurHash2 } from './murmur-hash.ts';

/** The variable of a `split_clients` block; undefined where it names none. */
export function readSplitClients(
  placed: Placed,
  configuration: Configuration,
): DerivedVariable | undefined {
  const [source, target] = placed.directive.args;
  const name = variableName(target?.value);
  if (name === undefined || source === undefined) return undefined;
  const parts = lazily(() => readParts(configuration.children(placed)));
  const none = known('', [placed]);
  return {
    name,
    placed,
    volatile: false,
    evaluate(context) {
      const value = context.evaluate(source.value, placed);
      if (value.unknown !== undefined) return undecided(value, outcomes(parts(), none), placed);
      const hash = murmurHash2(value.text);
      const part = parts().find(({ below }) => hash < below);
      return chosenBy(part?.value ?? none, value);
    },
  };
}

interface Part {
  /** Hashes below this are of this part, as far as they are of none before. */
  readonly below: number;
  readonly value: KnownValue;
}

const MAX_HASH = 0xffff_ffff;

function readParts(lines: readonly Placed[]): readonly Part[] {
  const parts: Part[] = [];
  let below = 0;
  for (const line of lines) {
    const { name, args } = line.directive;
    const value = known(args[0]?.value ?? '', [line]);
    if (name === '*') {
      parts.push({ below: Number.POSITIVE_INFINITY, value });
      continue;
    }
    // Each share is rounded down for itself, so that 100 % may leave some hashes over.
    below += Math.floor((hundredths(name) * MAX_HASH) / 10_000);
    parts.push({ below, value });
  }
  return parts;
}

/** `12.34%` as 1234; 0 for what nginx refuses. */
function hundredths(percentage: string): number {
  const [, whole, fraction = ''] = /^(\d*)(?:\.(\d{0,2}))?%$/.exec(percentage) ?? [];
  return whole === undefined ? 0 : Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

function outcomes(parts: readonly Part[], none: KnownValue): readonly KnownValue[] {
  const values = parts.map(({ value }) => value);
  return parts.some(({ below }) => below > MAX_HASH) ? values : [...values, none];
}
