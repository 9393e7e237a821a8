import { freePorts } from '../nginx/process/index.ts';
import { guardsOf, type KeptGuards } from './guards-of.ts';
import { ELSEWHERE } from './lab-backends.ts';
import type { Lab } from './open-lab.ts';
import { planListeners, portsNeeded, tcpSockets } from './sandbox/listen-plan.ts';
import { sandboxOf } from './sandbox/sandbox.ts';
import { openStand, type Stand } from './stand.ts';

/** How one of a lab's stands differs from the user's configuration. */
export interface LabStandOptions {
  /** By how much all times are divided. */
  readonly scale: number;
  /**
   * `answering`: ours. `dead`: they take no connection. `failing`: nginx never gives one of them up, and
   * those that speak TLS want a server name.
   */
  readonly backends: 'answering' | 'dead' | 'failing';
  /** Whether limits refuse what they count; else the many probes of all checks get through. */
  readonly keepsLimits?: boolean;
  /** Which guards turn away who brings nothing; else the probes are let in. */
  readonly guards?: KeptGuards;
}

/** Runs the user's configuration once, in front of the lab's backends. */
export function openLabStand(
  lab: Lab,
  { scale, backends, keepsLimits = false, guards = 'none' }: LabStandOptions,
): Promise<Stand> {
  const { model, nginx, trustsCode, runAs, traces, streams, ports, dead, certificates, disk } = lab;
  const sockets = tcpSockets(model);
  const places = {
    answering: ports,
    dead: new Map([...ports.keys()].map((text) => [text, dead.port])),
    failing: lab.demandingPorts,
  };
  return openStand({
    nginx,
    runAs,
    contents: { certificates, disk, folder: model.prefix ?? '/' },
    rewrite: async (prefix) => {
      const plan = planListeners(sockets, await freePorts(portsNeeded(sockets), '127.0.0.1'));
      const sandbox = sandboxOf({
        model,
        nginx,
        prefix,
        ...plan,
        backends: places[backends],
        elsewhere: ports.get(ELSEWHERE) ?? 1,
        traces,
        streams,
        guards: guardsOf(traces, guards),
        scale,
        neverGivesUp: backends === 'failing',
        liftsLimits: !keepsLimits,
        trustsCode,
      });
      return { sandbox, listeners: plan.listeners };
    },
  });
}
