import type { LiveEvidence } from '../probe/evidence.ts';
import type { Site } from '../probe/site.ts';
import type { AskedPath } from './asked-path.ts';
import { type KnownPath, knownPath } from './known-path.ts';
import { demandingName } from './lab-backends.ts';
import type { LabFacts } from './lab-facts.ts';
import type { Lab } from './open-lab.ts';
import { openForReload, ownStands } from './own-stands.ts';
import { pathTo, pathToHop } from './path-to.ts';
import type { Stand } from './stand.ts';
import { Stands } from './stands.ts';

/** The sites of the paths of a lab, all with stands of their own kind. */
export interface Sites {
  /** In the order of the paths; undefined where nothing listens for one. */
  readonly sites: readonly (Site | undefined)[];
  /** The one whose time is the user's. */
  readonly main: Stand;
  close(): Promise<void>;
}

/** Runs all the stands that evidence of the paths needs, and makes their sites. */
export async function openSites(
  lab: Lab,
  paths: readonly AskedPath[],
  facts: LabFacts,
  needs: ReadonlySet<keyof LiveEvidence>,
): Promise<Sites> {
  const stands = new Stands(lab);
  const close = (): Promise<void> => stands.close();
  try {
    const main = await stands.open({ scale: 1, backends: 'answering' });
    const sites = await Promise.all(
      paths.map(async (path) => {
        const known = knownPath(lab, path);
        if (known === undefined) return undefined;
        const context = { lab, known, main, facts, stands };
        return main.refused === undefined ? siteOf(context, needs) : refusedSite(context);
      }),
    );
    return { sites, main, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface SiteContext {
  readonly lab: Lab;
  readonly known: KnownPath;
  readonly main: Stand;
  readonly facts: LabFacts;
  readonly stands: Stands;
}

/** Of a configuration that nginx does not take. */
function refusedSite({ known, main, facts }: SiteContext): Site {
  return { outside: pathTo(main, known, facts), nginx: main.control };
}

async function siteOf(
  { lab, known, main, facts, stands }: SiteContext,
  needs: ReadonlySet<keyof LiveEvidence>,
): Promise<Site> {
  const { nodesNeedSession, proxyProtocolExpected } = facts;
  const { model, backends } = lab;
  const nodes = known.nodes.filter((name) => lab.ports.has(name));
  const failing = nodes.map(demandingName).filter((name) => lab.ports.has(name));
  const inspector = backends.inspector(nodes);
  const failingInspector = backends.inspector([...nodes, ...failing]);
  const context = { known, facts, stands, model, inspector, failingInspector };
  const parts = await Promise.all(ownStands(needs).map((open) => open(context)));
  const outside = pathTo(main, known, facts);
  const inside = { path: outside, inspector };
  return Object.assign(
    {
      outside,
      inside,
      lab: inside,
      nginx: {
        ...main.control,
        reload: async () => (await openForReload(context)).control.reload(),
        errorLogLines: (text: string) => stands.errorLogLines(text),
      },
      hops: known.hops.slice(1).flatMap((hop) => pathToHop(main, hop)),
      pages: ['/'],
      nodesNeedSession,
      ...(proxyProtocolExpected !== undefined && { proxyProtocolExpected }),
    },
    ...parts,
  );
}
