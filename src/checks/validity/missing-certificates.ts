import type { ConfigProblem, ConfigurationEvidence } from '../configuration.ts';
import { REFUSED } from './refused.ts';

/** Sockets with TLS whose default server has no certificate: the others need none (ngx_http_ssl_init). */
export function* judgeCertificates({ model }: ConfigurationEvidence): Generator<ConfigProblem> {
  for (const { ssl, defaultServer } of model.listeners?.sockets ?? []) {
    const { level } = defaultServer.server;
    const at = defaultServer.line.placed ?? level.placed;
    if (ssl === undefined || at === undefined) continue;
    const rejects = level.effective('ssl_reject_handshake').at(-1)?.directive.args[0]?.value;
    if (level.effective('ssl_certificate').length > 0 || rejects === 'on') continue;
    yield {
      at,
      where: 'listen',
      message: `${REFUSED} this server listens with TLS and has no ssl_certificate. Set ssl_certificate and ssl_certificate_key.`,
    };
  }
}
