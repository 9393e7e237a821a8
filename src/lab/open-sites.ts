import { readTime, type Trace } from '../nginx/model/index.ts';
import type { LiveEvidence } from '../probe/evidence.ts';
import type { LivePath } from '../probe/live-path.ts';
import type { NginxControl, Site } from '../probe/site.ts';
import type { AskedPath } from './asked-path.ts';
import { type KnownPath, knownPath } from './known-path.ts';
import type { LabFacts } from './lab-facts.ts';
import { openLabStand } from './lab-stand.ts';
import { demandingName, type Lab } from './open-lab.ts';
import type { Stand } from './stand.ts';
import { PATIENCE_MS, silenceScale, waitScale } from './time-scale.ts';

/** The sites of the paths of a lab, all with stands of their own kind. */
export interface Sites {
  /** In the order of the paths; undefined where nothing listens for one. */
  readonly sites: readonly (Site | undefined)[];
  /** The one whose time is the user's. */
  readonly main: Stand;
  close(): Promise<void>;
}

/** Milliseconds that a step may take on loopback before it counts as unanswered. */
const TIMEOUT_MS = 4_000;
/** Tunnels that are held through a reload. */
const RELOAD_TUNNELS = 20;
/** Long enough for nginx to tell its old workers to end, and for what they cut at once. */
const RELOAD_WATCH_MS = 300;
/** More tunnels from one address than a browser of one user ever opens. */
const TOGETHER = 16;
/** As many as are opened at once, whatever was declared. */
const MOST_CROWD = 1_000;
const CROWD_UNDECLARED = 64;

/** Evidence that takes a stand of its own, with the stand. */
const OWN_STANDS = {
  silence: 'silent',
  streamSilence: 'silent',
  bigAnswer: 'failing',
  dyingBackend: 'failing',
  wire: 'failing',
  deadBackend: 'dead',
  reload: 'reloaded',
  // What is used up of a limit would be missing elsewhere.
  together: 'crowded',
  crowd: 'crowded',
} as const satisfies Partial<Record<keyof LiveEvidence, string>>;

type OwnStand = (typeof OWN_STANDS)[keyof typeof OWN_STANDS];

/** Runs all the stands that evidence of the paths needs, and makes their sites. */
export async function openSites(
  lab: Lab,
  paths: readonly AskedPath[],
  facts: LabFacts,
  needs: ReadonlySet<keyof LiveEvidence>,
): Promise<Sites> {
  const kinds = new Set(
    Object.entries(OWN_STANDS).flatMap(([name, kind]) =>
      needs.has(name as keyof LiveEvidence) ? [kind] : [],
    ),
  );
  const known = paths.map((path) => knownPath(lab, path));
  const stands = new Stands(lab);
  try {
    const main = await stands.open(1, 'answering');
    if (main.refused !== undefined) {
      const sites = known.map(
        (one) => one && { outside: pathOf(one, main, facts), nginx: main.control },
      );
      return { sites, main, close: () => stands.close() };
    }
    const sites = await Promise.all(
      known.map((one) => one && siteOf(lab, one, { stands, main, facts, kinds })),
    );
    return { sites, main, close: () => stands.close() };
  } catch (error) {
    await stands.close();
    throw error;
  }
}

/** Stands by what makes them differ, each opened once. */
class Stands {
  private readonly lab: Lab;
  private readonly opened = new Map<string, Promise<Stand>>();

  constructor(lab: Lab) {
    this.lab = lab;
  }

  open(scale: number, backends: 'answering' | 'dead' | 'failing', use = ''): Promise<Stand> {
    const key = `${scale} ${backends} ${use}`;
    const known = this.opened.get(key) ?? openLabStand(this.lab, { scale, backends });
    this.opened.set(key, known);
    return known;
  }

  async close(): Promise<void> {
    const stands = await Promise.allSettled(this.opened.values());
    await Promise.all(stands.map((one) => one.status === 'fulfilled' && one.value.close()));
  }
}

interface Context {
  readonly stands: Stands;
  readonly main: Stand;
  readonly facts: LabFacts;
  /** The stands of their own that are needed. */
  readonly kinds: ReadonlySet<OwnStand>;
}

async function siteOf(lab: Lab, known: KnownPath, context: Context): Promise<Site> {
  const { stands, main, facts, kinds } = context;
  const { idleMs, connectMs, nodes, isStream, hops } = known;
  const { heartbeatMs, tunnels, nodesNeedSession, proxyProtocolExpected } = facts;
  const shutdownMs = readTime(
    lab.model.main.last('worker_shutdown_timeout')?.directive.args[0]?.value ?? '',
  );
  const isThere = (name: string): boolean => lab.ports.has(name);
  const own = nodes.filter(isThere);
  const inspector = lab.backends.inspector(own);
  const outside = pathOf(known, main, facts);
  const inside = { path: outside, inspector };
  const quiet = silenceScale(idleMs, heartbeatMs);
  const reloadScale = shutdownMs ? waitScale(shutdownMs) : 1;
  const open = async (
    kind: OwnStand,
    ...stand: Parameters<Stands['open']>
  ): Promise<{ readonly path: LivePath; readonly control: NginxControl } | undefined> => {
    if (!kinds.has(kind)) return undefined;
    const opened = await stands.open(...stand);
    return { path: pathOf(known, opened, facts), control: opened.control };
  };
  const [silent, failing, dead, reloaded, crowded] = await Promise.all([
    open('silent', quiet, 'answering', 'silence'),
    open('failing', waitScale(idleMs), 'failing'),
    open('dead', waitScale(connectMs), 'dead'),
    open('reloaded', reloadScale, 'answering', 'reload'),
    open('crowded', 1, 'answering', 'crowd'),
  ]);
  const controls = [main, failing, crowded].flatMap((stand) => stand?.control ?? []);
  return {
    outside,
    inside,
    lab: inside,
    nginx: {
      ...main.control,
      ...(reloaded && { reload: reloaded.control.reload }),
      errorLogLines: (text) => linesOf(controls, text),
    },
    ...(failing && {
      failing: {
        path: failing.path,
        inspector: lab.backends.inspector([...own, ...own.map(demandingName)].filter(isThere)),
        scale: waitScale(idleMs),
      },
    }),
    ...(dead && { dead: { path: dead.path, scale: waitScale(connectMs) } }),
    ...(silent && {
      silence: {
        path: silent.path,
        wantedMs: Math.max(idleMs, (finite(heartbeatMs) ?? 0) * 1.25) * 1.1,
        patienceMs: PATIENCE_MS * 1.5,
        scale: quiet,
        isStream,
        inspector,
        ...(heartbeatMs !== undefined && { heartbeatMs }),
      },
    }),
    ...(reloaded && {
      reload: {
        path: reloaded.path,
        tunnels: RELOAD_TUNNELS,
        watchMs: shutdownMs ? 2 * (shutdownMs / reloadScale) : RELOAD_WATCH_MS,
        scale: reloadScale,
      },
    }),
    ...(crowded && {
      together: { path: crowded.path, tunnels: TOGETHER },
      crowd: {
        path: crowded.path,
        tunnels: Math.min(tunnels ?? CROWD_UNDECLARED, MOST_CROWD),
        ...(tunnels !== undefined && { declared: tunnels }),
      },
    }),
    hops: hops.slice(1).flatMap((hop) => innerPath(hop, main)),
    pages: ['/'],
    nodesNeedSession,
    ...(proxyProtocolExpected !== undefined && { proxyProtocolExpected }),
  };
}

/** What a probe left in the logs of all stands that it may have been sent to. */
async function linesOf(controls: readonly NginxControl[], text: string): Promise<string[]> {
  const lines = await Promise.all(controls.map((one) => one.errorLogLines?.(text) ?? []));
  return lines.flat();
}

function finite(ms: number | undefined): number | undefined {
  return ms !== undefined && Number.isFinite(ms) ? ms : undefined;
}

/** The path of a browser, led to the private port that stands for its socket. */
function pathOf({ path, socket }: KnownPath, stand: Stand, facts: LabFacts): LivePath {
  const port = stand.listeners.get(socket.text)?.port ?? 1;
  const standsFor = socket.address.kind === 'unix' ? undefined : socket.address.port;
  const isSpoken = socket.proxyProtocol !== undefined && facts.proxyProtocolExpected !== false;
  return {
    url: path.url,
    connect: { host: '127.0.0.1', port, ...(standsFor !== undefined && { standsFor }) },
    insecure: true,
    ...(isSpoken && { proxyProtocol: true }),
    timeoutMs: TIMEOUT_MS,
  };
}

/** A hop behind the first one, as the first one asks it. */
function innerPath(hop: Trace, stand: Stand): { name: string; path: LivePath }[] {
  const { request, arrival } = hop;
  const { socket } = arrival.taken ?? {};
  const port = socket && stand.listeners.get(socket.text)?.port;
  const host = request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value;
  if (socket === undefined || port === undefined || host === undefined) return [];
  const scheme = request.tls ? 'wss' : 'ws';
  const written = `${scheme}://${host}${request.target}`;
  if (!URL.canParse(written)) return [];
  const connect = { host: '127.0.0.1', port };
  const path = { url: new URL(written), connect, insecure: true, timeoutMs: TIMEOUT_MS };
  return [{ name: socket.text, path }];
}
