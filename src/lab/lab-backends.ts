import type { StreamTrace, Trace } from '../nginx/model/index.ts';
import { addressesOf, upstreamOfStream } from './addresses-of.ts';
import type { BackendPlan, Backends } from './backends/start-backends.ts';
import type { LabCertificates } from './lab-certificates.ts';
import type { Lab } from './open-lab.ts';
import type { MeantBackend } from './sandbox/meant-backends.ts';
import type { Unkept } from './sandbox/rewriting.ts';

/** What no request at hand leads to. */
export const ELSEWHERE = 'elsewhere';
/** What a backend is called that refuses a TLS handshake without a server name. */
export function demandingName(text: string): string {
  return `${text} by name`;
}

/** As many as a process has descriptors for, with all that connects to them. */
const MOST_BACKENDS = 512;

/** Those that the requests at hand come to, and of the others as many as there is room for. */
export function chosenBackends(
  all: readonly MeantBackend[],
  traces: readonly Trace[],
  streams: readonly StreamTrace[],
): { readonly meant: readonly MeantBackend[]; readonly notes: readonly Unkept[] } {
  if (all.length <= MOST_BACKENDS) return { meant: all, notes: [] };
  const reached = new Set([
    ...traces.flatMap(({ passing }) => addressesOf(passing?.target?.upstream)),
    ...streams.flatMap((stream) => addressesOf(upstreamOfStream(stream))),
  ]);
  const first = all.filter(({ text }) => reached.has(text));
  const others = all.filter(({ text }) => !reached.has(text));
  const meant = [...first, ...others].slice(0, MOST_BACKENDS);
  const text = `The configuration names ${all.length} backends; for ${all.length - meant.length} of them, to which no request at hand is passed on, one stands.`;
  return { meant, notes: [{ file: null, line: null, text }] };
}

/** The backends to start: one for each, for those that speak TLS one more, and one for all else. */
export function backendPlans(
  meant: readonly MeantBackend[],
  { backend }: LabCertificates,
): BackendPlan[] {
  const tls = { key: backend.key, cert: backend.certificate, demandsServerName: false };
  return [
    ...meant.map((one) => ({
      name: one.text,
      meant: one.proxyHost,
      tls: one.tls ? tls : undefined,
    })),
    ...meant
      .filter((one) => one.tls)
      .map((one) => ({
        name: demandingName(one.text),
        meant: one.proxyHost,
        tls: { ...tls, demandsServerName: true },
      })),
    { name: ELSEWHERE, meant: ELSEWHERE },
  ];
}

/** Their ports, by the address that each stands for. */
export function portsOf(
  { backends }: Backends,
  meant: readonly MeantBackend[],
): Pick<Lab, 'ports' | 'demandingPorts'> {
  const ports = new Map(backends.map(({ name, port }) => [name, port]));
  const demanding = meant
    .filter(({ tls }) => tls)
    .map(({ text }): [string, number] => [text, ports.get(demandingName(text)) ?? 0]);
  return { ports, demandingPorts: new Map([...ports, ...demanding]) };
}
