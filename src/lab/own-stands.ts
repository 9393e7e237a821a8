import { type Model, readTime } from '../nginx/model/index.ts';
import type { LiveEvidence } from '../probe/evidence.ts';
import type { LabInspector, Site } from '../probe/site.ts';
import { guardsOf } from './guards-of.ts';
import type { KnownPath } from './known-path.ts';
import type { LabFacts } from './lab-facts.ts';
import type { LabStandOptions } from './lab-stand.ts';
import { pathTo } from './path-to.ts';
import type { Stand } from './stand.ts';
import type { Stands } from './stands.ts';
import { PATIENCE_MS, silenceScale, waitScale } from './time-scale.ts';

/** What a stand is opened for. */
export interface StandContext {
  readonly known: KnownPath;
  readonly facts: LabFacts;
  readonly stands: Stands;
  readonly model: Model;
  /** Of the backends that the path leads to. */
  readonly inspector: LabInspector;
  /** The same with those that stand for them where they may fail. */
  readonly failingInspector: LabInspector;
}

/** Makes a part of a site that takes an nginx of its own. */
type OwnStand = (context: StandContext) => Promise<Partial<Site>>;

/** Tunnels that are held through a reload. */
const RELOAD_TUNNELS = 20;
/** Long enough for nginx to tell its old workers to end, and for what they cut at once. */
const RELOAD_WATCH_MS = 300;
/** More tunnels from one address than a browser of one user ever opens. */
const TOGETHER = 16;
/** As many as are opened at once, whatever was declared. */
const MOST_CROWD = 1_000;
const CROWD_UNDECLARED = 64;
/** A heartbeat may be late by a quarter; and what must end is watched a little longer than that takes. */
const LATE = 1.25;
const LONGER = 1.1;

const openSilent: OwnStand = async ({ known, facts, stands, inspector }) => {
  const { idleMs, isStream } = known;
  const { heartbeatMs } = facts;
  const scale = silenceScale(idleMs, heartbeatMs);
  const stand = await stands.open({ scale, backends: 'answering' }, 'silence');
  const beats = heartbeatMs !== undefined && Number.isFinite(heartbeatMs) ? heartbeatMs : 0;
  const wantedMs = Math.max(idleMs, beats * LATE) * LONGER;
  const path = pathTo(stand, known, facts);
  const heartbeat = heartbeatMs === undefined ? {} : { heartbeatMs };
  const patienceMs = PATIENCE_MS * 1.5;
  return { silence: { path, wantedMs, patienceMs, scale, isStream, inspector, ...heartbeat } };
};

const openFailing: OwnStand = async ({ known, facts, stands, failingInspector }) => {
  const scale = waitScale(known.idleMs);
  const stand = await stands.open({ scale, backends: 'failing' });
  return { failing: { path: pathTo(stand, known, facts), inspector: failingInspector, scale } };
};

const openDead: OwnStand = async ({ known, facts, stands }) => {
  const scale = waitScale(known.connectMs);
  const stand = await stands.open({ scale, backends: 'dead' });
  return { dead: { path: pathTo(stand, known, facts), scale } };
};

const openReloaded: OwnStand = async (context) => {
  const { known, facts, model } = context;
  const shutdownMs = shutdownTimeout(model);
  const { scale } = reloadOptions(model);
  const path = pathTo(await openForReload(context), known, facts);
  const watchMs = shutdownMs === undefined ? RELOAD_WATCH_MS : 2 * (shutdownMs / scale);
  return { reload: { path, tunnels: RELOAD_TUNNELS, watchMs, scale } };
};

/** What is used up of a limit would be missing elsewhere: for each path, one of its own. */
const openCrowded: OwnStand = async ({ known, facts, stands }) => {
  const use = `crowd ${known.path.url.href}`;
  const options = { scale: 1, backends: 'answering', keepsLimits: true } as const;
  const stand = await stands.open(options, use);
  const path = pathTo(stand, known, facts);
  const { tunnels: declared } = facts;
  const tunnels = Math.min(declared ?? CROWD_UNDECLARED, MOST_CROWD);
  return {
    together: { path, tunnels: TOGETHER },
    crowd: { path, tunnels, ...(declared !== undefined && { declared }) },
  };
};

const openGuarded: OwnStand = async ({ known, facts, stands, inspector }) => {
  if (guardsOf(known.hops, 'none').size === 0) return {};
  const stand = await stands.open({ scale: 1, backends: 'answering', guards: 'all' });
  return { guarded: { path: pathTo(stand, known, facts), inspector } };
};

const openForOrigin: OwnStand = async ({ known, facts, stands }) => {
  const asksOrigin = guardsOf(known.hops, 'origin').size < guardsOf(known.hops, 'none').size;
  if (!asksOrigin) return {};
  const stand = await stands.open({ scale: 1, backends: 'answering', guards: 'origin' });
  return { originGuarded: pathTo(stand, known, facts) };
};

/** The nginx that may be reloaded: one reload is not to meet the tunnels of another. */
export function openForReload({
  stands,
  model,
  known,
}: Pick<StandContext, 'stands' | 'model' | 'known'>): Promise<Stand> {
  return stands.open(reloadOptions(model), `reload ${known.path.url.href}`);
}

function reloadOptions(model: Model): LabStandOptions {
  const shutdownMs = shutdownTimeout(model);
  const scale = shutdownMs === undefined ? 1 : waitScale(shutdownMs);
  return { scale, backends: 'answering' };
}

function shutdownTimeout({ main }: Model): number | undefined {
  const written = main.last('worker_shutdown_timeout')?.directive.args[0]?.value ?? '';
  return readTime(written) || undefined;
}

/** Evidence that takes a stand of its own. */
const OWN_STANDS: Partial<Record<keyof LiveEvidence, OwnStand>> = {
  silence: openSilent,
  streamSilence: openSilent,
  bigAnswer: openFailing,
  dyingBackend: openFailing,
  wire: openFailing,
  deadBackend: openDead,
  reload: openReloaded,
  together: openCrowded,
  crowd: openCrowded,
  auth: openGuarded,
  foreignOrigin: openForOrigin,
};

/** The stands that the evidence takes, each once. */
export function ownStands(needs: ReadonlySet<keyof LiveEvidence>): OwnStand[] {
  return [...new Set([...needs].flatMap((name) => OWN_STANDS[name] ?? []))];
}
