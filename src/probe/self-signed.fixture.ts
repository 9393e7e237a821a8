import { generateKeyPairSync, sign } from 'node:crypto';

/** DER tags (ITU-T X.690 8). */
const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const ECDSA_WITH_SHA256 = sequence(der(TAG.oid, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = der(TAG.oid, Buffer.from('550403', 'hex'));
const SUBJECT_ALTERNATIVE_NAME = der(TAG.oid, Buffer.from('551d11', 'hex'));

/** A throw-away certificate for localhost and 127.0.0.1 with its key, both PEM (RFC 5280 4.1). */
export function selfSigned(notAfter = '20991231235959Z'): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const commonName = sequence(COMMON_NAME, der(TAG.utf8, Buffer.from('localhost')));
  const name = sequence(der(TAG.set, commonName));
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1)));
  const tbs = sequence(
    der(0xa0, der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, Buffer.of(1)),
    ECDSA_WITH_SHA256,
    name,
    sequence(time('20200101000000Z'), time(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(SUBJECT_ALTERNATIVE_NAME, der(TAG.octetString, names)))),
  );
  const signature = der(TAG.bitString, Buffer.of(0), sign('sha256', tbs, privateKey));
  const certificate = sequence(tbs, ECDSA_WITH_SHA256, signature);
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function sequence(...parts: Buffer[]): Buffer {
  return der(TAG.sequence, ...parts);
}

function time(text: string): Buffer {
  return der(TAG.generalizedTime, Buffer.from(text));
}

/** One DER value: tag, length in the short form or in two bytes, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  // DER wants the shortest form: lengths from 128 to 255 take one byte.
  const shortest = length >= 128 && length < 256 ? [tag, 0x81, length] : head;
  return Buffer.concat([Buffer.from(shortest), content]);
}
