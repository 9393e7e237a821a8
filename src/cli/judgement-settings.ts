import type { CheckSettings } from '../verbs/check.ts';
import type { JudgementFlags } from './check-flags.ts';
import { parseHop } from './deployment-options.ts';

/** The settings that flags stand for. */
export function judgementSettings(flags: JudgementFlags): CheckSettings {
  const { heartbeat, tunnels, nodesNeedSession, nginxVersion, only, failOn, baseline } = flags;
  const hops = flags.hop?.map(parseHop);
  const settings = {
    ...(heartbeat !== undefined && { heartbeat }),
    ...(hops && { hops }),
    ...(tunnels !== undefined && { tunnels }),
    ...(nodesNeedSession !== undefined && { nodesNeedSession }),
    ...(nginxVersion !== undefined && { nginxVersion }),
    ...(only && { only }),
    ...(failOn !== undefined && { failOn }),
    ...(baseline !== undefined && { baseline }),
  };
  // Values are still what a person typed; parseSettings is what refuses them, with the setting's name.
  return settings as CheckSettings;
}
