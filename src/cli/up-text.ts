import { formatAddress } from '../gateway/address.ts';
import { describeMessage } from '../nginx/process/index.ts';
import type { ReloadResult } from '../nginx/process/reload-nginx.ts';
import type { Paint, Tone } from '../report/paint.ts';
import { wrap } from '../text/wrap.ts';
import type { UpEvent } from '../verbs/up/events.ts';
import { listenerUrl } from '../verbs/up/listener-url.ts';
import { mainListener } from '../verbs/up/live-path-of.ts';
import type { Up } from '../verbs/up.ts';
import type { Terminal } from './terminal.ts';

const LABEL_WIDTH = 10;

type Look = Pick<Terminal, 'columns' | 'paint'>;

/** What runs where, in the first lines of `up`. */
export function headerText({ gateway, embedded, down }: Up, { columns, paint }: Look): string {
  const { deployment, nginx, folder } = gateway;
  const { listeners, backends } = deployment;
  const main = listenerUrl(mainListener(listeners), deployment).origin;
  const path = `${main} → ${backends.map(formatAddress).join(', ')}`;
  const [first = '', ...rest] = wrap(`fairlead · nginx ${nginx.version} · ${path}`, columns - 4);
  const row = (label: string, text: string) => rowText(label, text, { columns, paint });
  const [page = '', ...pages] = embedded ? pagesOf(deployment) : [];
  const tail = backends.length === 1 ? '; until it does, nginx answers 502' : '';
  return [
    `  ${first.replace('fairlead', paint('strong', 'fairlead'))}`,
    ...rest.map((line) => `    ${line}`),
    ...(embedded ? [row('page', page), ...pages.map((each) => row('', each))] : []),
    row('config', `${folder}/nginx.conf`),
    row('log', gateway.accessLog),
    ...(embedded ? [] : [row('stand-in', STAND_IN)]),
    ...down.map((each) => `  ${paint('warn', '!')} ${backendText(each, false)}${tail}`),
  ].join('\n');
}

/** Why some evidence names another port than the user's, and arrives though the backend is down. */
const STAND_IN =
  'what a backend sees is told by one of ours, behind the same configuration on a port of its own';

/** Good news, bad news, and what is merely under way. */
type Mark = '✓' | '!' | '·';
const TONES: Record<Mark, Tone> = { '✓': 'good', '!': 'warn', '·': 'quiet' };

/** One line for something that happened. */
export function newsText(event: UpEvent, paint: Paint): string {
  const [mark, text] = news(event);
  return `  ${paint(TONES[mark], mark)} ${text}`;
}

/** How a reload of the settings went. */
export function reloadText(result: ReloadResult, paint: Paint): string {
  if (result.outcome === 'reloaded') {
    return `  ${paint('good', '✓')} reloaded in ${Math.round(result.ms)} ms; open tunnels stay with the old workers`;
  }
  const why = result.messages.map(describeMessage).join('; ');
  return `  ${paint('bad', '✗')} not reloaded, the old configuration still serves: ${why}`;
}

function news(event: UpEvent): [Mark, string] {
  switch (event.kind) {
    case 'progress':
      return ['·', event.text];
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

function nodeNews(event: Extract<UpEvent, { kind: 'node' }>['event']): [Mark, string] {
  if (event.type === 'started')
    return ['✓', `node ${event.name} runs again (process ${event.pid})`];
  const why = event.type === 'ended' ? `ended (${event.how})` : `did not start: ${event.why}`;
  return ['!', `node ${event.name} ${why}; again in ${event.againInMs} ms`];
}

function nginxNews(event: Extract<UpEvent, { kind: 'nginx' }>['event']): [Mark, string] {
  if (event.kind === 'restarted') {
    return ['✓', `nginx runs again (process ${event.pid}) after ${Math.round(event.downMs)} ms`];
  }
  const why =
    event.kind === 'exited'
      ? `nginx (process ${event.pid}) ended although nobody stopped it`
      : `nginx did not start again: ${event.error.message}`;
  return ['!', `${why}; again in ${event.restartInMs} ms`];
}

/** Where the page opens: without a certificate warning first. */
function pagesOf(deployment: Up['gateway']['deployment']): string[] {
  const { listeners, tls } = deployment;
  const warning = tls.kind === 'development' ? '  (certificate warning)' : '';
  const one = (secure: boolean) => listeners.find((listener) => listener.tls === secure);
  return [one(false), one(true)].flatMap((listener) => {
    if (listener === undefined) return [];
    return [`${listenerUrl(listener, deployment).href}${listener.tls ? warning : ''}`];
  });
}

function backendText(backend: string, up: boolean): string {
  return `backend ${backend} accepts ${up ? 'connections' : 'no connection'}`;
}

function endedText(pids: readonly number[]): string {
  return pids.length === 0 ? '' : `, and ended its nginx (${pids.join(', ')})`;
}

function rowText(label: string, text: string, { columns, paint }: Look): string {
  const indent = LABEL_WIDTH + 2;
  const lines = wrap(text, columns - indent);
  return `  ${paint('quiet', label.padEnd(LABEL_WIDTH))}${lines.join(`\n${' '.repeat(indent)}`)}`;
}
