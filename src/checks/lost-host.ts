import { askedThere } from './asked-there.ts';
import { blockOf } from './block-of.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';
import { proxyHeadersFix } from './fixes/proxy-headers.ts';
import { ownHops } from './own-hops.ts';
import { placeInWords } from './place-in-words.ts';
import { remembered } from './remembered.ts';
import { sentHeader } from './sent-header.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/**
 * The next hop chooses its server by `Host`: where the name that the client asked for would lead to one
 * that passes the upgrade on, and another name is sent, that name is what is wrong.
 */
export const lostHost: (path: SocketPath) => ConfigProblem | undefined = remembered(findLost);

function findLost(path: SocketPath): ConfigProblem | undefined {
  const hops = ownHops(path.handshake);
  const at = hops.findIndex((hop) => !isUpgradePassed(hop));
  const broken = hops[at];
  const before = at === 0 ? path.handshake : hops[at - 1];
  if (broken === undefined) return undefined;
  const { choice } = broken.arrival;
  const host = path.handshake.exchange?.host;
  if (before === undefined || choice === undefined || host === undefined) return undefined;
  if (broken.exchange?.host === host) return undefined;
  const there = askedThere(path.model, broken, choice.socket, host);
  const meant = there?.arrival.choice;
  if (there === undefined || meant === undefined || meant.server === choice.server)
    return undefined;
  if (meant.by === 'default' || !isUpgradePassed(there)) return undefined;
  const { line, value } = sentHeader(before, 'Host');
  const block = blockOf(before);
  const place = line ?? block;
  const name = meant.server.level.placed;
  const here: SocketPath = { ...path, handshake: before, plain: path.plain };
  if (place === undefined || name === undefined) return undefined;
  const where = placeInWords(here);
  return {
    at: place,
    where,
    message: `The handshake ends at another server than the one for ${host}: ${where} sends Host: ${value?.text ?? ''} to the next hop, ${line === undefined ? 'as nothing sets Host there, ' : ''}and ${choice.by === 'default' ? 'its default server answers' : 'another server answers'}. Set proxy_set_header Host $http_host in ${where}.`,
    related: [
      { at: name, message: 'the server that was meant' },
      ...(choice.server.level.placed === undefined
        ? []
        : [{ at: choice.server.level.placed, message: 'the server that answers' }]),
    ],
    fix: proxyHeadersFix(here, `Send Host $http_host in ${where}`, [
      { name: 'Host', value: '$http_host' },
    ]),
  };
}
