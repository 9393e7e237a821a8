import type { Trace, Value } from '../nginx/model/index.ts';
import { listHasToken } from '../websocket/header.ts';
import { remembered } from './remembered.ts';
import { sentHeader } from './sent-header.ts';

/**
 * Whether a handshake goes upstream as an upgrade, so that a tunnel may come of it. Where it does not,
 * other checks say so, and what a tunnel lives under does not matter. What is not known may be one.
 */
export const isUpgradePassed: (trace: Trace) => boolean = remembered(passesUpgrade);

function passesUpgrade(trace: Trace): boolean {
  const request = trace.passing?.request;
  if (trace.outcome.kind !== 'proxy' || request === undefined) return false;
  if (request.httpVersion === '2') return false;
  const { value } = sentHeader(trace, 'Upgrade');
  const hasUpgrade = value !== undefined && value.text !== '';
  return hasUpgrade && saysUpgrade(sentHeader(trace, 'Connection').value);
}

/** Whether a `Connection` that is sent names the upgrade, or may. */
export function saysUpgrade(value: Value | undefined): boolean {
  if (value === undefined) return false;
  return value.text === undefined || listHasToken(value.text, 'upgrade');
}
