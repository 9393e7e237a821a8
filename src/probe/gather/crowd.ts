import type { CrowdEvidence } from '../lab-evidence.ts';
import { type ManyTunnels, openManyTunnels, type UnopenedTunnel } from '../many-tunnels.ts';
import { answerOf } from './answer-of.ts';
import { type Gatherer, got, NOT_ASKED } from './gatherer.ts';
import { marked, toEvidence } from './send-handshake.ts';

/** Tunnels that are opened side by side. */
const BATCH = 50;

/** As many tunnels at once as there are to be, or as are tried. It ends where no more are let in. */
export const gatherCrowd: Gatherer<CrowdEvidence> = async ({ crowd }) => {
  if (crowd === undefined) return NOT_ASKED;
  const { path, tunnels: asked, declared = null } = crowd;
  const batches: ManyTunnels[] = [];
  let tried = 0;
  let refused: UnopenedTunnel | undefined;
  try {
    while (tried < asked && refused === undefined) {
      const count = Math.min(BATCH, asked - tried);
      const batch = await openManyTunnels(path, { count, handshake: marked(path) });
      batches.push(batch);
      tried += count;
      [refused] = batch.failures;
    }
    const reports = await Promise.all(batches.map((batch) => batch.echoAll()));
    const sum = (of: (report: (typeof reports)[number]) => number) =>
      reports.reduce((total, report) => total + of(report), 0);
    return got({
      declared,
      asked,
      opened: sum(({ opened }) => opened),
      alive: sum(({ alive }) => alive),
      failure: refused === undefined ? null : answerOf(toEvidence(refused)),
    });
  } finally {
    await Promise.all(batches.map((batch) => batch.close()));
  }
};
