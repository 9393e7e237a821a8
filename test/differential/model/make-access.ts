import { block, type Directive, line } from './directive-tree.ts';
import { makeProxyPass } from './make-actions.ts';
import type { ServerMaking } from './making.ts';

/** Who may: addresses, passwords, subrequests, methods. For a server or a location. */
export function makeAccess(making: ServerMaking): Directive[] {
  const { chance, guards } = making;
  const byAddress = chance.percent(55);
  const byPassword = chance.percent(30);
  const bySubrequest = guards.length > 0 && chance.percent(45);
  return [
    ...(byAddress ? addresses(making) : []),
    ...(byPassword ? [line('auth_basic "area"'), line('auth_basic_user_file users')] : []),
    ...(bySubrequest ? [line(`auth_request ${chance.pick(guards)}`)] : []),
    ...(chance.percent(35) ? [line(`satisfy ${chance.pick(['any', 'all'])}`)] : []),
  ];
}

function addresses({ chance }: ServerMaking): Directive[] {
  const rules = ['allow 127.0.0.5', 'deny 127.0.0.77', 'allow 127.0.0.0/8', 'deny 127.0.0.5'];
  const chosen = rules.filter(() => chance.percent(40));
  return [...chosen, ...(chance.percent(30) ? ['deny all'] : [])].map(line);
}

/** `limit_except` for a location. */
export function makeLimitExcept(making: ServerMaking): Directive {
  const { chance } = making;
  const methods = chance.pick(['GET', 'POST', 'GET POST']);
  const body = chance.weighted<() => Directive>([
    [4, () => line('deny all')],
    [1, () => line('deny 127.0.0.5')],
    [2, () => makeProxyPass(making, false)],
  ])();
  return block(`limit_except ${methods}`, [body]);
}
