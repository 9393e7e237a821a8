import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { TlsSource } from './deployment.ts';
import { SettingError } from './setting-error.ts';

/** The paths of a certificate and its key, made absolute. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Reads a certificate and its key as nginx will, and throws a `SettingError` where one cannot be
 * read, is no PEM, has expired, or where the two do not belong together.
 */
export async function checkCertificateFiles(
  source: Extract<TlsSource, { kind: 'files' }>,
): Promise<CertificateFiles> {
  const files = { certificate: resolve(source.certificate), key: resolve(source.key) };
  const certificate = parseCertificate(
    files.certificate,
    await readPem('tls.certificate', files.certificate),
  );
  const key = parseKey(files.key, await readPem('tls.key', files.key));
  if (!certificate.checkPrivateKey(key)) {
    throw new SettingError(
      'tls.key',
      `${files.key}, which is not the key of ${files.certificate}`,
      'the private key that the certificate was made with',
    );
  }
  if (Date.parse(certificate.validTo) < Date.now()) {
    throw new SettingError(
      'tls.certificate',
      `${files.certificate}, which expired on ${certificate.validTo}`,
      'a certificate that is still valid',
    );
  }
  return files;
}

async function readPem(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new SettingError(setting, `${file} (${code})`, 'a PEM file that can be read');
  }
}

function parseCertificate(file: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new SettingError('tls.certificate', `${file}, which holds none`, 'a PEM certificate');
  }
}

function parseKey(file: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new SettingError(
      'tls.key',
      `${file}, which holds none`,
      'a PEM private key without a passphrase',
    );
  }
}
