/** Signals that end us: a terminal's Ctrl-C, and what a supervisor sends. */
const ENDING = ['SIGINT', 'SIGTERM'] as const;

/** What the outside asks of a running gateway. */
export interface Signals {
  /** Resolves at the first signal that ends us. */
  readonly end: Promise<NodeJS.Signals>;
  /** Resolves at the second: whoever sends it does not want to wait. */
  readonly endNow: Promise<NodeJS.Signals>;
}

/** Takes over the ending signals, so that nothing of ours stays behind. */
export function takeSignals(): Signals {
  const received: ((signal: NodeJS.Signals) => void)[] = [];
  const next = () => new Promise<NodeJS.Signals>((done) => received.push(done));
  const signals = { end: next(), endNow: next() };
  for (const signal of ENDING) process.on(signal, () => received.shift()?.(signal));
  return signals;
}
