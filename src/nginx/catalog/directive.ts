import { takes } from './argument-rule.ts';
import { type Context, opensContext } from './context.ts';
import { type DirectiveDefault, defaultOf } from './defaults.ts';
import { type DirectiveForm, formsOf } from './directive-form.ts';
import { type Inheritance, inheritanceOf, sharesPlaceWith } from './inheritance.ts';
import { isIn } from './presence.ts';

/** A form with what no binary tells. */
export interface DirectiveShape extends DirectiveForm {
  readonly inheritance: Inheritance;
  /** Other names in whose place it stands: a level that has one of them does not take it over. */
  readonly sharesPlaceWith: readonly string[];
  /** The default of the asked version, or the newest; undefined where it is not known here. */
  readonly default: DirectiveDefault | undefined;
}

/** A directive as an nginx version knows it. */
export interface DirectiveInfo {
  readonly name: string;
  /** At least one; several where its meaning depends on where it stands. */
  readonly shapes: readonly DirectiveShape[];
}

/**
 * Looks a directive up. `version` is such as `1.26.3`; without, everything that any measured version
 * knew is there. Undefined where no measured module has it; `unmeasuredModule` may still know it.
 */
export function directive(name: string, version?: string): DirectiveInfo | undefined {
  const shapes = formsOf(name)
    .filter((form) => isIn(form, version))
    .map((form) => ({
      ...form,
      inheritance: inheritanceOf(form),
      sharesPlaceWith: sharesPlaceWith(form),
      default: defaultOf(form.module, name, version),
    }));
  return shapes.length === 0 ? undefined : { name, shapes };
}

/** The directive as it is in one context; undefined where it is not known or not allowed there. */
export function directiveIn(
  name: string,
  context: Context,
  version?: string,
): DirectiveShape | undefined {
  return directive(name, version)?.shapes.find(({ contexts }) => contexts.includes(context));
}

/** Whether a directive may stand in a context; undefined where it is not known at all. */
export function isAllowed(name: string, context: Context, version?: string): boolean | undefined {
  const forms = formsOf(name).filter((form) => isIn(form, version));
  if (forms.length === 0) return undefined;
  return forms.some(({ contexts }) => contexts.includes(context));
}

/**
 * Whether a directive takes so many arguments in a context; undefined where it is not known there.
 * Modules may be pickier about what the arguments are.
 */
export function acceptsArguments(
  name: string,
  count: number,
  context: Context,
  version?: string,
): boolean | undefined {
  const forms = formsOf(name).filter(
    (form) => form.contexts.includes(context) && isIn(form, version),
  );
  if (forms.length === 0) return undefined;
  return forms.some((form) => takes(form.arguments, count));
}

/** The context inside a block, in which its directives are to be looked up; undefined for other lines. */
export function contextInside(name: string, context: Context): Context | undefined {
  const form = formsOf(name).find(
    ({ kind, contexts }) => kind === 'block' && contexts.includes(context),
  );
  return form && opensContext(name, context);
}
