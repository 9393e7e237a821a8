import { headerValues } from '../../websocket/header.ts';
import { handshake } from '../handshake.ts';
import type { AuthEvidence } from '../lab-evidence.ts';
import { freshProbeId } from '../probe-id.ts';
import { answerOf } from './answer-of.ts';
import { errorLogOf } from './error-log.ts';
import { fromLab, type Gatherer, got } from './gatherer.ts';
import { marked, sendHandshake, toEvidence } from './send-handshake.ts';

/** A token that means nothing, for rules that only look whether there is one. */
const AUTHORIZATION = ['Authorization', 'Bearer fairlead'] as const;

/** A handshake without and with `Authorization`, and whom nginx asks about the first. */
export const gatherAuth: Gatherer<AuthEvidence> = fromLab(async (lab, site) => {
  const { path, inspector } = site.guarded ?? lab;
  const probe = freshProbeId();
  const result = await handshake(path, marked(path, {}, probe));
  if (result.kind === 'open') await result.tunnel.close();
  const headers = result.kind === 'failed' ? [] : result.response.headers;
  const authorized = await sendHandshake(path, { headers: [AUTHORIZATION] });
  return got({
    plain: {
      ...answerOf(toEvidence(result)),
      challenge: headerValues(headers, 'WWW-Authenticate')[0] ?? null,
    },
    authorized: answerOf(authorized.evidence),
    arrivals: await inspector.arrivals(probe),
    elsewhere: inspector.elsewhere(probe),
    log: await errorLogOf(site, probe),
  });
});
