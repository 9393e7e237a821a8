/**
 * A process of its own that proves a configuration, for tests of what that does to the machine. Takes
 * `ProverOptions` as JSON in its argument; prints a line of JSON for each thing that it has to say, and
 * stays when it is done until a line comes in. SIGINT has it give up, as the command line does.
 */
import { createInterface } from 'node:readline';
import { type ProveOptions, prove } from '../../../src/verbs/prove.ts';

/** What the process is to prove. */
export interface ProverOptions
  extends Pick<ProveOptions, 'path' | 'prefix' | 'nginx' | 'trustsCode'> {
  readonly urls: readonly string[];
}

/** What it says: that it has begun to prove, and what came of it. */
export type ProverLine =
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'proven';
      readonly outcomes: Readonly<Record<string, string>>;
      readonly evidence: string;
      readonly unkept: readonly string[];
    }
  | { readonly kind: 'failed'; readonly message: string };

const options = JSON.parse(process.argv[2] ?? '') as ProverOptions;
const interruption = new AbortController();
process.on('SIGINT', () => interruption.abort(new Error('interrupted')));

function say(line: ProverLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const { proofs, unkept } = await prove({
    ...options,
    signal: interruption.signal,
    onEvent: ({ kind }) => kind === 'begun' && say({ kind: 'begun' }),
  });
  const checks = proofs.flatMap((proof) => proof.checks);
  say({
    kind: 'proven',
    outcomes: Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome])),
    evidence: JSON.stringify(checks),
    unkept: unkept.flatMap(({ notes }) => notes.map(({ text }) => text)),
  });
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
for await (const _ of createInterface(process.stdin)) break;
process.stdin.destroy();
