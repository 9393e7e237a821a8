/** What nginx knows: its directives and variables, by version. Tables as data; see measured/. */
export { type ArgumentRule, describeArguments, takes } from './argument-rule.ts';
export type { Context } from './context.ts';
export { type DirectiveDefault, defaultOf } from './defaults.ts';
export {
  acceptsArguments,
  contextInside,
  type DirectiveInfo,
  type DirectiveShape,
  directive,
  directiveIn,
  isAllowed,
} from './directive.ts';
export {
  type DirectiveForm,
  type DirectiveKind,
  formsOf,
  measuredNames,
} from './directive-form.ts';
export type { Inheritance } from './inheritance.ts';
export { MEASURED_VERSIONS } from './measured/versions.ts';
export { type UnmeasuredModule, unmeasuredModule } from './third-party.ts';
export {
  measuredVariables,
  type VariableFamily,
  type VariableInfo,
  variable,
} from './variables.ts';
