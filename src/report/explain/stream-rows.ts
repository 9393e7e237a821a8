import type { StreamTrace } from '../../nginx/model/stream/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import type { OutcomeSentence } from './outcome-sentence.ts';
import type { Row } from './row.ts';
import { durationText, placeText, shownValue } from './shown.ts';

/** What `stream` does with a connection: it passes bytes on, and knows nothing of requests. */
export function streamRows({ server, outcome }: StreamTrace): Row[] {
  const block = server?.choice.server.level.placed;
  if (server === undefined || block === undefined) return [];
  const { choice, tlsLine, prereadLine, proxyProtocolLine, settings } = server;
  const head: Row = {
    label: 'stream',
    cells: [
      { text: `server ${choice.name?.written ?? choice.socket.text}`, tone: 'strong' },
      { text: 'passes bytes on', tone: 'quiet' },
    ],
    place: placeText(block),
  };
  const listens = [
    ...told('wants a PROXY protocol header first', proxyProtocolLine),
    ...told("ends the client's TLS", tlsLine),
    ...told('reads the TLS server name and leaves TLS as it is', prereadLine),
  ];
  if (outcome.kind !== 'proxy') return [head, ...listens];
  const { sendsProxyProtocol, timeoutMs } = settings;
  return [
    head,
    ...listens,
    ...told(`→ ${destination(outcome)}`, outcome.at, 'upstream'),
    ...(sendsProxyProtocol.value
      ? told('with a PROXY protocol header before the first byte', sendsProxyProtocol.placed)
      : []),
    {
      label: 'timeout',
      cells: [
        { text: durationText(timeoutMs.value), tone: 'strong', width: 6 },
        { text: 'of silence end the connection (proxy_timeout)', tone: 'quiet' },
      ],
      place: timeoutMs.placed ? placeText(timeoutMs.placed) : 'default',
    },
  ];
}

function told(text: string, line: Placed | undefined, label = ''): Row[] {
  return line === undefined ? [] : [{ label, cells: [{ text }], place: placeText(line) }];
}

/** What the client will see of a connection that stream passes on, or does not. */
export function streamSentence({ server, outcome }: StreamTrace): OutcomeSentence {
  if (outcome.kind === 'return')
    return { text: `the text ${shownValue(outcome.text)}, and no HTTP`, tone: 'bad' };
  if (outcome.kind === 'pass') {
    return {
      text: `what the socket ${shownValue(outcome.target)} of this nginx answers`,
      tone: 'warn',
    };
  }
  if (outcome.kind === 'closed') {
    return { text: `no answer: ${outcome.why.replace(/\.$/, '')}`, tone: 'bad' };
  }
  if (outcome.upstream === undefined || 'error' in outcome.upstream) {
    const why = outcome.target.unknown?.why ?? 'nginx finds no address in it';
    return { text: `not known: where ${outcome.at.directive.name} leads: ${why}`, tone: 'warn' };
  }
  const limit =
    server === undefined
      ? ''
      : `; silent both ways for ${durationText(server.settings.timeoutMs.value)}, it ends with 1006`;
  return {
    text: `what the backend answers, 101 too: the bytes pass as they are${limit}`,
    tone: 'good',
  };
}

function destination({
  target,
  upstream,
}: Extract<StreamTrace['outcome'], { kind: 'proxy' }>): string {
  if (upstream === undefined || 'error' in upstream) return shownValue(target);
  const list = upstream.servers.map(({ written }) => written).join(', ');
  return upstream.placed === undefined ? list : `${upstream.name} (${list})`;
}
