import type { Level } from '../../nginx/model/index.ts';
import type { Directive, Placed } from '../../nginx/syntax/index.ts';
import type { Scope } from './scope.ts';

/** Something that differs after a change, wherever it was seen. */
export interface Change {
  /** For people: the place, such as `a handshake for ws://a/ws/ (location /ws/)`. */
  readonly where: string;
  /** For people, such as `the header Host sent to the backend`. */
  readonly what: string;
  /** Undefined where there is or was none. */
  readonly was: string | undefined;
  readonly is: string | undefined;
  /** The same for all places at which the same is changed by the same means. */
  readonly kind: string;
  readonly linesThen: readonly Placed[];
  readonly linesNow: readonly Placed[];
  readonly levelThen: Level | undefined;
  readonly levelNow: Level | undefined;
  /** Whether the finding of a scope is about this place. */
  readonly isMeantBy: (scope: Scope) => boolean;
}

/**
 * The changes that no fix accounts for. A change is accounted for where a line that the fix touches has
 * a part in what was there, or in what is there now, and
 *
 * - the finding is about that place; or
 * - the line is one that the place shares with the place of the finding, and exactly the same is
 *   corrected there.
 */
export function unexpectedChanges(changes: readonly Change[], scopes: readonly Scope[]): Change[] {
  const touching = new TouchingScopes(scopes);
  const corrected = new Map<Scope, Set<string>>(scopes.map((scope) => [scope, new Set()]));
  const elsewhere: { readonly change: Change; readonly touched: ReadonlySet<Scope> }[] = [];
  for (const change of changes) {
    const touched = touching.of(change);
    const meant = [...touched].filter((scope) => change.isMeantBy(scope));
    for (const scope of meant) corrected.get(scope)?.add(change.kind);
    if (meant.length === 0) elsewhere.push({ change, touched });
  }
  const isAccountedFor = (change: Change, scope: Scope): boolean => {
    const isSame = scope.isForAll || corrected.get(scope)?.has(change.kind) === true;
    return isSame && isReached(change, scope);
  };
  return elsewhere
    .filter(({ change, touched }) => ![...touched].some((scope) => isAccountedFor(change, scope)))
    .map(({ change }) => change);
}

/** Which of many scopes have a part in a change. */
class TouchingScopes {
  private readonly byLine = new Map<Directive, Scope[]>();

  constructor(scopes: readonly Scope[]) {
    for (const scope of scopes) {
      for (const line of scope.touched.directives) {
        const known = this.byLine.get(line);
        if (known === undefined) this.byLine.set(line, [scope]);
        else known.push(scope);
      }
    }
  }

  of({ linesThen, linesNow }: Change): ReadonlySet<Scope> {
    const found = new Set<Scope>();
    for (const line of [...linesThen, ...linesNow]) {
      // A line is touched, too, where an include that brings it is.
      for (let at: Placed | undefined = line; at !== undefined; at = at.from) {
        for (const scope of this.byLine.get(at.directive) ?? []) found.add(scope);
      }
    }
    return found;
  }
}

function isReached(change: Change, scope: Scope): boolean {
  const { linesThen, linesNow, levelThen, levelNow } = change;
  return (
    linesThen.some((line) => scope.reaches(line, levelThen, 'before')) ||
    linesNow.some((line) => scope.reaches(line, levelNow, 'after'))
  );
}

/** In a sentence that completes "refused: …". */
export function describeChange({ where, what, was, is }: Change): string {
  if (was === undefined) return `${where} would get ${what}: ${is}`;
  if (is === undefined) return `${where} would lose ${what}: ${was}`;
  return `${where} would have another value for ${what}: ${is} in place of ${was}`;
}
