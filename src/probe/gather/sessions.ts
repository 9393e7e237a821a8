import { answerInWords } from '../answer-in-words.ts';
import type { Gathered } from '../evidence.ts';
import { bodyText, type HttpResponse } from '../http-response.ts';
import type { Answer, SessionsEvidence } from '../lab-evidence.ts';
import { type LivePath, targetOf } from '../live-path.ts';
import { freshProbeId, mark, markHeader } from '../probe-id.ts';
import type { InspectedPath } from '../site.ts';
import { answerOf } from './answer-of.ts';
import { Cookies } from './cookies.ts';
import { fromLab, type Gatherer, got } from './gatherer.ts';
import { needsSession } from './needs-session.ts';
import { sendHandshake } from './send-handshake.ts';
import { sendPlain } from './send-plain.ts';
import { throughHop } from './through-hop.ts';

const SESSIONS = 4;
/** Requests of a session before its handshake, the one that opens it aside. */
const POLLS = 2;

type Session = SessionsEvidence['sessions'][number];

/** Clients of Engine.IO that poll first and then upgrade, as Socket.IO's do. */
export const gatherSessions: Gatherer<SessionsEvidence> = fromLab(async (lab, site) => {
  const { nodes } = lab.inspector;
  if (nodes < 2) return { kind: 'skipped', why: 'there is one node, so every request finds it' };
  if (!needsSession(site)) return { kind: 'skipped', why: 'no session of one node was declared' };
  const sessions: Session[] = [];
  while (sessions.length < SESSIONS) {
    const session = await gatherSession(lab);
    if (session.kind !== 'got') return session;
    sessions.push(session.value);
  }
  return got({ nodes, sessions });
});

async function gatherSession({ path, inspector }: InspectedPath): Promise<Gathered<Session>> {
  const client = { cookies: new Cookies(), probe: freshProbeId() };
  const opening = await poll(path, client, null);
  if (opening.kind !== 'got') return opening;
  const [, id] = /"sid":"([^"]+)"/.exec(bodyText(opening.value)) ?? [];
  if (id === undefined) {
    const words = answerInWords(opening.value);
    return { kind: 'unknown', why: `a poll got ${words} instead of a session` };
  }
  let broken: Answer | null = null;
  for (let polls = 0; polls < POLLS; polls += 1) {
    const answer = await poll(path, client, id);
    if (answer.kind !== 'got') return answer;
    const { status } = answer.value;
    if (status !== 200) broken ??= { status, detail: answerInWords(answer.value) };
  }
  const target = withQuery(targetOf(path), `EIO=4&transport=websocket&sid=${id}`);
  const { evidence } = await sendHandshake(
    path,
    { target, headers: client.cookies.header() },
    client.probe,
  );
  if (evidence.status !== 101) broken ??= answerOf(evidence);
  const reached = (await inspector.arrivals(client.probe)).map(({ node }) => node);
  return got({ broken, reached });
}

/** One poll over a connection of its own. */
async function poll(
  path: LivePath,
  { cookies, probe }: { readonly cookies: Cookies; readonly probe: string },
  session: string | null,
): Promise<Gathered<HttpResponse>> {
  const query = `EIO=4&transport=polling${session === null ? '' : `&sid=${session}`}`;
  const target = mark(withQuery(targetOf(path), query), probe);
  const headers = [...throughHop(path, cookies.header()), markHeader(probe)];
  const answer = await sendPlain(path, { target, headers });
  if (answer.kind === 'got') cookies.keep(answer.value.headers);
  return answer;
}

/** What the URL itself says of Engine.IO is replaced. */
function withQuery(target: string, query: string): string {
  const [path = '', own = ''] = target.split('?');
  const kept = own.split('&').filter((pair) => !/^(?:EIO|transport|sid)=|^$/.test(pair));
  return `${path}?${[...kept, query].join('&')}`;
}
