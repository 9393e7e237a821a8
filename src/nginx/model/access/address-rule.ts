import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import type { Level } from '../level.ts';
import { isInNetwork } from '../net/network.ts';
import type { Verdict } from './verdict.ts';

/** ngx_http_access_module: the first `allow` or `deny` that fits the client's address decides. */
export function addressRule({ client, clientUnknown, level }: Exchange): Verdict {
  const rules = addressRules(level);
  if (rules.length === 0) return undefined;
  if (clientUnknown !== undefined) return { unknown: clientUnknown };
  for (const rule of rules) {
    const network = rule.directive.args[0]?.value ?? '';
    if (network !== 'all' && !isInNetwork(client.address, network)) continue;
    if (rule.directive.name === 'allow') return 'allow';
    return { refused: 403, why: `deny ${network}: the client is ${client.address}`, at: rule };
  }
  return undefined;
}

/** The `allow` and `deny` in effect: one list in nginx, in the order of the lines of the level that has any. */
export function addressRules(level: Level): readonly Placed[] {
  const all = new Set([...level.effective('allow'), ...level.effective('deny')]);
  for (let holder: Level | undefined = level; holder && all.size > 0; holder = holder.parent) {
    const found = holder.lines.filter((line) => all.has(line));
    if (found.length > 0) return found;
  }
  return [];
}
