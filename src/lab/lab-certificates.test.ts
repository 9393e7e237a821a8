import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { Model } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { makeCertificates } from './lab-certificates.ts';
import { meantBackends } from './sandbox/meant-backends.ts';
import { NGINX } from './sandbox/sandbox.fixture.ts';

/** The certificates that a lab makes for the server that `lines` are in, asked for at `urls`. */
function certificatesOf(lines: string, urls: readonly string[]) {
  const text = `events {} http { server { ${lines} } }`;
  const configuration = load('nginx.conf', { files: objectFiles({ 'nginx.conf': text }) });
  const model = new Model(configuration, { version: NGINX.version, prefix: '/etc/nginx' });
  return makeCertificates(
    configuration,
    urls.map((url) => ({ url: new URL(url) })),
    [...meantBackends(model, [], []).values()],
  );
}

const TLS = 'listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key;';

test('a listener answers to the names of the URLs, in RSA and in elliptic curves', async () => {
  const urls = ['wss://app.example/ws', 'wss://b.example/ws'];
  const { listeners } = await certificatesOf(TLS, urls);
  const kinds = [...listeners].map(([kind, { certificate }]) => {
    const x509 = new X509Certificate(certificate);
    return [kind, x509.publicKey.asymmetricKeyType, hosts(x509)];
  });
  expect(kinds).toEqual([
    ['rsa', 'rsa', ['app.example', 'b.example', 'localhost']],
    ['ec', 'ec', ['app.example', 'b.example', 'localhost']],
  ]);
});

test('the key is the one of the certificate', async () => {
  const { listeners } = await certificatesOf(TLS, ['wss://app.example/ws']);
  for (const { certificate, key } of listeners.values())
    expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
});

test('a backend answers to the name that nginx knows it by', async () => {
  const { backend } = await certificatesOf('proxy_pass https://b.example:8443;', []);
  expect(hosts(new X509Certificate(backend.certificate))).toEqual(['b.example', 'localhost']);
});

test('none is made where nothing listens for TLS', async () => {
  const { listeners } = await certificatesOf('listen 80;', ['ws://app.example/']);
  expect(listeners.size).toBe(0);
});

/** Those of the names that it is valid for. */
function hosts(certificate: X509Certificate): string[] {
  const names = ['app.example', 'b.example', 'other.example', 'localhost'];
  return names.filter((name) => certificate.checkHost(name) !== undefined);
}
