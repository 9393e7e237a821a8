import { type CertificatePair, selfSignedCertificate } from '../certificate/self-signed.ts';
import type { Configuration } from '../nginx/syntax/index.ts';
import type { AskedPath } from './asked-path.ts';
import { CERTIFICATES } from './sandbox/file-lines.ts';
import type { MeantBackend } from './sandbox/meant-backends.ts';

/** The throw-away certificates of a lab. */
export interface LabCertificates {
  /** By kind, as lists of ciphers want one or the other; empty where nothing listens for TLS. */
  readonly listeners: ReadonlyMap<(typeof CERTIFICATES)[number], CertificatePair>;
  /** Of all backends that speak TLS, and what nginx trusts there. */
  readonly backend: CertificatePair;
}

/** Makes them with the names by which listeners and backends are asked for. */
export async function makeCertificates(
  { names }: Configuration,
  paths: readonly Pick<AskedPath, 'url'>[],
  meant: readonly MeantBackend[],
): Promise<LabCertificates> {
  const secure = meant.filter(({ tls }) => tls).map(({ text }) => text.replace(/:\d+$/, ''));
  const hosts = paths.map(({ url }) => url.hostname);
  // An RSA key takes longer to find than most sandboxes to start.
  const kinds = names.has('ssl_certificate') ? CERTIFICATES : [];
  const [backend, ...pairs] = await Promise.all([
    selfSignedCertificate(secure.filter(isHostName)),
    ...kinds.map(async (kind) => [kind, await selfSignedCertificate(hosts, kind)] as const),
  ]);
  return { listeners: new Map(pairs), backend };
}

function isHostName(host: string): boolean {
  return /^[a-z0-9.-]+$/.test(host);
}
