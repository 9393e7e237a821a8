/** Why a pattern has no translation: it cannot be had faithfully, or PCRE refuses it as well. */
export class Refusal extends Error {
  readonly kind: 'unknown' | 'invalid';

  constructor(kind: 'unknown' | 'invalid', why: string) {
    super(why);
    this.kind = kind;
  }
}

/** Ends the reading of a pattern that PCRE may take, but whose matches we could not tell. */
export function cannotTell(why: string): never {
  throw new Refusal('unknown', why);
}

/** Ends the reading of a pattern that every PCRE refuses. */
export function refuse(why: string): never {
  throw new Refusal('invalid', why);
}
