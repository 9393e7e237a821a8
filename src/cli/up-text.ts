import { formatAddress } from '../gateway/address.ts';
import { describeMessage } from '../nginx/process/index.ts';
import type { ReloadResult } from '../nginx/process/reload-nginx.ts';
import type { Paint } from '../report/paint.ts';
import type { UpEvent } from '../verbs/up/events.ts';
import { listenerUrl } from '../verbs/up/listener-url.ts';
import { mainListener } from '../verbs/up/live-path-of.ts';
import type { Up } from '../verbs/up.ts';

const LABEL_WIDTH = 10;

/** What runs where, in the first lines of `up`. */
export function headerText({ gateway, embedded, down }: Up, paint: Paint): string {
  const { deployment, nginx, folder } = gateway;
  const { listeners, backends } = deployment;
  const main = listenerUrl(mainListener(listeners), deployment).origin;
  const path = [`nginx ${nginx.version}`, `${main} → ${backends.map(formatAddress).join(', ')}`];
  const lines = [`  ${paint('strong', 'fairlead')} · ${path.join(' · ')}`];
  if (embedded) lines.push(row('page', pageText(gateway.deployment), paint));
  lines.push(row('config', `${folder}/nginx.conf`, paint));
  lines.push(row('log', gateway.accessLog, paint));
  for (const backend of down) lines.push(`  ${paint('warn', '!')} ${backendText(backend, false)}`);
  return lines.join('\n');
}

/** One line for something that happened. */
export function newsText(event: UpEvent, paint: Paint): string {
  const [mark, text] = news(event);
  return `  ${paint(mark === '✓' ? 'good' : 'warn', mark)} ${text}`;
}

/** How a reload of the settings went. */
export function reloadText(result: ReloadResult, paint: Paint): string {
  if (result.outcome === 'reloaded') {
    return `  ${paint('good', '✓')} reloaded in ${Math.round(result.ms)} ms; open tunnels stay with the old workers`;
  }
  const why = result.messages.map(describeMessage).join('; ');
  return `  ${paint('bad', '✗')} not reloaded, the old configuration still serves: ${why}`;
}

function news(event: UpEvent): ['✓' | '!', string] {
  switch (event.kind) {
    case 'progress':
      return ['✓', event.text];
    case 'swept':
      return [
        '!',
        `cleaned up after a fairlead that died: ${event.run.folder}${endedText(event.run.ended)}`,
      ];
    case 'backend':
      return [event.change.up ? '✓' : '!', backendText(event.change.backend, event.change.up)];
    case 'node':
      return nodeNews(event.event);
    case 'nginx':
      return nginxNews(event.event);
  }
}

function nodeNews(event: Extract<UpEvent, { kind: 'node' }>['event']): ['✓' | '!', string] {
  if (event.type === 'started')
    return ['✓', `node ${event.name} runs again (process ${event.pid})`];
  const why = event.type === 'ended' ? `ended (${event.how})` : `did not start: ${event.why}`;
  return ['!', `node ${event.name} ${why}; again in ${event.againInMs} ms`];
}

function nginxNews(event: Extract<UpEvent, { kind: 'nginx' }>['event']): ['✓' | '!', string] {
  if (event.kind === 'restarted') {
    return ['✓', `nginx runs again (process ${event.pid}) after ${Math.round(event.downMs)} ms`];
  }
  const why =
    event.kind === 'exited'
      ? `nginx (process ${event.pid}) ended although nobody stopped it`
      : `nginx did not start again: ${event.error.message}`;
  return ['!', `${why}; again in ${event.restartInMs} ms`];
}

function pageText(deployment: Up['gateway']['deployment']): string {
  const [plain] = deployment.listeners.filter(({ tls }) => !tls);
  const secure = deployment.listeners.find(({ tls }) => tls);
  const urls = [
    ...(plain === undefined ? [] : [listenerUrl(plain, deployment).href]),
    ...(secure === undefined ? [] : [listenerUrl(secure, deployment).href]),
  ];
  return urls.join(
    deployment.tls.kind === 'development' ? '  or, with a certificate warning, ' : '  or ',
  );
}

function backendText(backend: string, up: boolean): string {
  return up
    ? `backend ${backend} accepts connections`
    : `backend ${backend} accepts no connection; until it does, nginx answers 502`;
}

function endedText(pids: readonly number[]): string {
  return pids.length === 0 ? '' : `, and ended its nginx (${pids.join(', ')})`;
}

function row(label: string, text: string, paint: Paint): string {
  return `  ${paint('quiet', label.padEnd(LABEL_WIDTH))}${text}`;
}
