import { isIP } from 'node:net';

/** A certificate and its private key, both PEM. */
export interface CertificatePair {
  readonly certificate: string;
  readonly key: string;
}

/** Browsers refuse certificates that live longer than 398 days; a development one needs far less. */
const DAYS = 90;
const DAY_MS = 86_400_000;

/** P-256 signs a handshake in a tenth of the time that RSA needs; some ciphers want RSA. */
export type KeyKind = 'ec' | 'rsa';

const ALGORITHMS = {
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
} as const;

/** Makes a self-signed certificate for the names, and for this machine's own. */
export async function selfSignedCertificate(
  names: readonly string[],
  kind: KeyKind = 'ec',
): Promise<CertificatePair> {
  // Loaded only here: a third of a start's time, which who brings a certificate need not pay.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = ALGORITHMS[kind];
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const subjects = [...new Set([...names, 'localhost', '127.0.0.1', '::1'])];
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=fairlead development',
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAYS * DAY_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.SubjectAlternativeNameExtension(
        subjects.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
      ),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
  };
}
