import { addressRule } from '../access/address-rule.ts';
import { askAuthServer } from '../access/auth-request.ts';
import type { Refusal, Verdict } from '../access/verdict.ts';
import type { Exchange } from '../exchange.ts';
import { settingOf } from '../flags.ts';
import { type Next, status } from '../outcome.ts';
import type { SubrequestRunner } from '../subrequest.ts';
import { unknown } from '../value.ts';

/**
 * Decides whether the request may pass (`ngx_http_core_access_phase`): every module must agree, or one,
 * by `satisfy`. Where the outcome cannot be known, the request is taken to pass, and the doubt is kept.
 */
export function runAccess(exchange: Exchange, run: SubrequestRunner): Next | undefined {
  const any = settingOf(exchange.level, 'satisfy') === 'any';
  let refusal: Refusal | undefined;
  for (const ask of [addressRule, askBasic, (one: Exchange) => askAuthServer(one, run)]) {
    const verdict = ask(exchange);
    if (verdict === undefined) continue;
    if (verdict === 'allow' || ('at' in verdict && exchange.isLetInBy(verdict.at))) {
      if (any) return undefined;
    } else if ('unknown' in verdict) {
      exchange.doubt(verdict.unknown);
      if (any) return undefined;
    } else if (any && (verdict.refused === 401 || verdict.refused === 403)) {
      // A client that may still log in is told so, whatever else refuses it.
      if (refusal?.refused !== 401) refusal = verdict;
    } else return refuse(exchange, verdict);
  }
  return refusal && refuse(exchange, refusal);
}

function refuse(exchange: Exchange, { refused, why, at }: Refusal): Next {
  exchange.tell({ kind: 'access', text: why, at });
  return status(refused, why, at);
}

/** ngx_http_auth_basic_module: what the user file holds is not known here. */
function askBasic(exchange: Exchange): Verdict {
  const line = exchange.level.effective('auth_basic').at(-1);
  const file = exchange.level.effective('auth_basic_user_file').at(-1);
  if (line === undefined || file === undefined) return undefined;
  const realm = exchange.evaluate(line.directive.args[0]?.value ?? '', line);
  if (realm.text === 'off') return undefined;
  if (!/^basic +\S/i.test(exchange.header('authorization') ?? '')) {
    return { refused: 401, why: 'auth_basic, and no user and password were sent', at: line };
  }
  return unknown('auth_basic', 'the passwords of the user file are not looked at', line);
}
